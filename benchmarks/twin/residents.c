/* The residents' phases in plain C: a twin of abm/phases/residents.py and of every rule that it calls, in the same order of
 * operations and with the same draws. benchmarks/twin.py compiles it, compares every column of every table and measures.
 * layout.h has the tables and rules.h the rules, both made from the model itself by layout.py and translate.py, so that
 * neither can be of yesterday. Columns of four bytes are worked with in eight. */
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "layout.h"

static struct world world; /* the tables of the model and the week; nobody holds its address, so no store can change it */

/* ------------------------------------------------------------------ abm/compiling/randomness.py */

static inline void mix(uint64_t *x0, uint64_t *x1, int r) {
    *x0 += *x1;
    *x1 = (*x1 << r) | (*x1 >> (64 - r));
    *x1 ^= *x0;
}

static inline uint64_t threefry2x64(uint64_t k0, uint64_t k1, uint64_t c0, uint64_t c1) {
    uint64_t k2 = UINT64_C(0x1BD11BDAA9FC1A22) ^ k0 ^ k1, x0 = c0 + k0, x1 = c1 + k1;
    mix(&x0, &x1, 16); mix(&x0, &x1, 42); mix(&x0, &x1, 12); mix(&x0, &x1, 31);
    x0 += k1; x1 += k2 + 1;
    mix(&x0, &x1, 16); mix(&x0, &x1, 32); mix(&x0, &x1, 24); mix(&x0, &x1, 21);
    x0 += k2; x1 += k0 + 2;
    mix(&x0, &x1, 16); mix(&x0, &x1, 42); mix(&x0, &x1, 12); mix(&x0, &x1, 31);
    x0 += k0; x1 += k1 + 3;
    mix(&x0, &x1, 16);
    return x0;
}

static inline double uniform(uint64_t seed, int64_t stream, uint64_t key, int64_t week, int64_t index) {
    uint64_t drawn = threefry2x64(seed, (uint64_t)stream, key, ((uint64_t)week << 32) | (uint64_t)index);
    return (double)(drawn >> 11) * (1.0 / 9007199254740992.0);
}

static inline uint64_t agent_key(int64_t slot, int64_t generation) { return ((uint64_t)generation << 32) | (uint64_t)slot; }

/* ------------------------------------------------------------------ what Python has and C has not */

static inline double smaller_float(double a, double b) { return b < a ? b : a; }
static inline double larger_float(double a, double b) { return b > a ? b : a; }
static inline int64_t smaller_int(int64_t a, int64_t b) { return b < a ? b : a; }
static inline int64_t larger_int(int64_t a, int64_t b) { return b > a ? b : a; }

/* As abm/compiling/fetching.py: ask memory for a row that will soon be read and written. */
static inline void fetch(const void *row, size_t size) {
    for (size_t place = 0; place < size; place += 64) __builtin_prefetch((const char *)row + place, 1, 3);
}

#include "rules.h"

/* Households `first` to before `last`; `places` are those of the arrays of the world, as take_places of layout.h wants them. */
void residents(int64_t first, int64_t last, int64_t week, uint64_t seed, void *const *places) {
    take_places(&world, places);
    world.week = week;
    world.seed = seed;
    residents_residents_all(first, last);
}
