/* Times FLINT's rank modulo a prime, pattern by pattern, for the Khatri-Rao matrices of 3 inputs, 3
   units, 8 samples and slope 1/4 (multiplied by 4). Prints: nmod_mat_rank patterns seconds, the
   processor time for all 2^24 patterns, from the first 2^20 of them. */
#include <flint/flint.h>
#include <flint/nmod_mat.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { D = 3, N = 8, TIMED = 1 << 20 };

static uint64_t state = 1;

/* Knuth's 64-bit linear congruential generator; the high bits are used. */
static int draw(int below) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (int)((state >> 33) % below);
}

int main(void) {
  int x[N][D], e[N][D];
  for (int n = 0; n < N; n++)
    for (int j = 0; j < D; j++) x[n][j] = draw(201) - 100, e[n][j] = 1 + draw(100);
  mp_limb_t p = 2147483647;
  nmod_mat_t g, work;
  nmod_mat_init(g, D * D, N, p);
  nmod_mat_init(work, D * D, N, p);
  long deficient = 0;
  clock_t start = clock();
  for (uint32_t pattern = 0; pattern < TIMED; pattern++) {
    for (int n = 0; n < N; n++)
      for (int i = 0; i < D; i++) {
        int slope = pattern >> (n * D + i) & 1 ? 4 : 1;
        for (int j = 0; j < D; j++) {
          long value = (long)slope * e[n][i] * x[n][j];
          nmod_mat_entry(g, i * D + j, n) = value < 0 ? p - (mp_limb_t)-value : (mp_limb_t)value;
        }
      }
    nmod_mat_set(work, g);
    deficient += nmod_mat_rank(work) < N;
  }
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC * ((1 << 24) / TIMED);
  nmod_mat_clear(g);
  nmod_mat_clear(work);
  fprintf(stderr, "%ld deficient patterns\n", deficient);
  printf("nmod_mat_rank patterns %.6g\n", seconds);
  return 0;
}
