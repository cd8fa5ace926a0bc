/* Products of integer matrices with FLINT: seconds of processor time for n x n by n x n with signed
   entries of so many bits, seeded; the peer of ProductBenchmark. Output: "product n-bits seconds". */
#include <flint/flint.h>
#include <flint/fmpz_mat.h>
#include <stdio.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void measure(slong n, flint_bitcnt_t bits, flint_rand_t state) {
  fmpz_mat_t a, b, c;
  fmpz_mat_init(a, n, n);
  fmpz_mat_init(b, n, n);
  fmpz_mat_init(c, n, n);
  fmpz_mat_randbits(a, state, bits);
  fmpz_mat_randbits(b, state, bits);
  double best = 1e9;
  double start = seconds();
  for (int t = 0; t < 2 || (t < 50 && seconds() - start < 1); t++) {
    double before = seconds();
    fmpz_mat_mul(c, a, b);
    double own = seconds() - before;
    best = own < best ? own : best;
  }
  printf("product %ld-%lu %.6f\n", (long) n, (unsigned long) bits, best);
  fmpz_mat_clear(a);
  fmpz_mat_clear(b);
  fmpz_mat_clear(c);
}

int main(void) {
  flint_rand_t state;
  flint_randinit(state);
  slong sizes[] = {40, 100, 300};
  flint_bitcnt_t bits[] = {30, 60, 100, 200};
  for (int i = 0; i < 3; i++) {
    for (int k = 0; k < 4; k++) {
      measure(sizes[i], bits[k], state);
    }
  }
  flint_randclear(state);
  flint_cleanup();
  return 0;
}
