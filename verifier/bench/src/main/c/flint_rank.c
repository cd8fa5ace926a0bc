/* Times FLINT's exact rank and its rank modulo 2^31 - 1 on random full-rank matrices of 16-bit
   integers and on a Khatri-Rao product. One line per measurement: name, matrix, seconds. */
#include <flint/flint.h>
#include <flint/fmpz_mat.h>
#include <flint/nmod_mat.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static uint64_t state = 1;

/* Knuth's 64-bit linear congruential generator; the high bits are used. */
static int draw(int bits) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (int)(state >> (64 - bits)) - (1 << (bits - 1));
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void measure(const char *name, const fmpz_mat_t a) {
  long n = fmpz_mat_nrows(a);
  double budget = 2, spent = 0;
  int runs = 0;
  for (; runs < 1 || (spent < budget && runs < 1000); runs++) {
    double start = now();
    long rank = fmpz_mat_rank(a);
    spent += now() - start;
    if (rank != n) fprintf(stderr, "%s: rank %ld of %ld\n", name, rank, n);
  }
  printf("fmpz_mat_rank %s %.6g\n", name, spent / runs);
  spent = 0;
  runs = 0;
  for (; runs < 1 || (spent < budget && runs < 1000); runs++) {
    double start = now();
    nmod_mat_t b;
    nmod_mat_init(b, n, fmpz_mat_ncols(a), 2147483647);
    fmpz_mat_get_nmod_mat(b, a);
    long rank = nmod_mat_rank(b);
    nmod_mat_clear(b);
    spent += now() - start;
    if (rank != n) fprintf(stderr, "%s: rank %ld of %ld modulo p\n", name, rank, n);
  }
  printf("nmod_mat_rank %s %.6g\n", name, spent / runs);
  fflush(stdout);
}

int main(void) {
  int sizes[] = {100, 300, 1000, 2000};
  for (int s = 0; s < 4; s++) {
    int n = sizes[s];
    fmpz_mat_t a;
    fmpz_mat_init(a, n, n);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) fmpz_set_si(fmpz_mat_entry(a, i, j), draw(16));
    char name[16];
    snprintf(name, sizeof name, "%d", n);
    measure(name, a);
    fmpz_mat_clear(a);
  }
  fmpz_mat_t k;
  fmpz_mat_init(k, 1600, 1600);
  for (int n = 0; n < 1600; n++) {
    int x[40], y[40];
    for (int i = 0; i < 40; i++) x[i] = draw(8), y[i] = draw(8);
    for (int i = 0; i < 1600; i++) fmpz_set_si(fmpz_mat_entry(k, i, n), x[i / 40] * y[i % 40]);
  }
  measure("khatri-rao", k);
  fmpz_mat_clear(k);
  return 0;
}
