// Times FFLAS-FFPACK's rank modulo a prime near 2^23 on random full-rank matrices of 16-bit integers and
// on a Khatri-Rao product. One line per measurement: name, matrix, median seconds of processor time.
// Argument: the least of the sizes to measure (100).
#include <fflas-ffpack/fflas-ffpack.h>
#include <fflas-ffpack/ffpack/ffpack.h>
#include <givaro/modular-balanced.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

static uint64_t state = 1;

// Knuth's 64-bit linear congruential generator; the high bits are used.
static int draw(int bits) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (int)(state >> (64 - bits)) - (1 << (bits - 1));
}

static double now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

// From the integers: their reduction modulo the prime is part of the work, as it is for the engine.
static void measure(const char *name, size_t n, const std::vector<int> &entries) {
  using Field = Givaro::ModularBalanced<double>;
  Field field(8388593);
  double *a = FFLAS::fflas_new<double>(n * n);
  std::vector<double> times;
  double spent = 0;
  while (times.size() < 3 || (spent < 2 && times.size() < 1000)) {
    double start = now();
    for (size_t i = 0; i < n * n; i++) field.init(a[i], (int64_t)entries[i]);
    size_t rank = FFPACK::Rank(field, n, n, a, n);
    times.push_back(now() - start);
    spent += times.back();
    if (rank != n) fprintf(stderr, "%s: rank %zu of %zu\n", name, rank, n);
  }
  FFLAS::fflas_delete(a);
  std::sort(times.begin(), times.end());
  printf("ffpack_rank %s %.6g\n", name, times[times.size() / 2]);
  fflush(stdout);
}

int main(int argc, char **argv) {
  const size_t least = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100;
  for (size_t n : {100, 300, 1000, 2000}) {
    if (n < least) continue;
    std::vector<int> a(n * n);
    for (int &entry : a) entry = draw(16);
    measure(std::to_string(n).c_str(), n, a);
  }
  const int n = 1600;
  std::vector<int> k(n * n);
  for (int s = 0; s < n; s++) {
    int x[40], y[40];
    for (int i = 0; i < 40; i++) x[i] = draw(8), y[i] = draw(8);
    for (int i = 0; i < n; i++) k[i * n + s] = x[i / 40] * y[i % 40];
  }
  measure("khatri-rao", n, k);
}
