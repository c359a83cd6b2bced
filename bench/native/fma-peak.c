/* The fma peak in C: independent chains in registers, as in FmaPeak.java. Usage: fma-peak THREADS. Prints GFLOP/s, the best of 40 rounds. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(__AVX512F__)
#define WIDTH 16
#elif defined(__AVX__)
#define WIDTH 8
#else
#define WIDTH 4
#endif
#define CHAINS 12
#define BLOCK 4000

typedef float vec __attribute__((vector_size(4 * WIDTH)));

static pthread_barrier_t barrier;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static float block(void) {
    vec m = {0}, c = {0}, a[CHAINS];
    m += 0.999f;
    c += 0.001f;
    for (int j = 0; j < CHAINS; j++) a[j] = c;
    for (int i = 0; i < BLOCK; i++) {
#pragma GCC unroll 12
        for (int j = 0; j < CHAINS; j++) {
            a[j] = a[j] * m + c;
        }
        __asm__ volatile("" : "+v"(m)); /* keeps the loop a loop */
    }
    float sum = 0;
    for (int j = 0; j < CHAINS; j++) sum += a[j][0];
    return sum;
}

static void *work(void *result) {
    volatile float sink = 0;
    double blocks = 0, begin, end;
    pthread_barrier_wait(&barrier);
    begin = now();
    do {
        sink += block();
        blocks++;
        end = now();
    } while (end - begin < 0.05);
    *(double *)result = blocks * 2.0 * CHAINS * BLOCK * WIDTH / (end - begin) / 1e9;
    return NULL;
}

int main(int argc, char **argv) {
    int threads = argc > 1 ? atoi(argv[1]) : 1;
    double best = 0;
    if (threads < 1 || threads > 1024) {
        fprintf(stderr, "fma-peak: expected 1 to 1024 threads\n");
        return 2;
    }
    for (int round = 0; round < 40; round++) {
        pthread_t team[1024];
        double rates[1024], sum = 0;
        pthread_barrier_init(&barrier, NULL, threads);
        for (int t = 0; t < threads; t++) pthread_create(&team[t], NULL, work, &rates[t]);
        for (int t = 0; t < threads; t++) {
            pthread_join(team[t], NULL);
            sum += rates[t];
        }
        pthread_barrier_destroy(&barrier);
        if (sum > best) best = sum;
    }
    printf("C, %d threads, %d bits: %.1f GFLOP/s\n", threads, 32 * WIDTH, best);
    return 0;
}
