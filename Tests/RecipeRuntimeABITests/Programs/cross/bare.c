/* SPDX-License-Identifier: Apache-2.0 */

/* The few functions that Embedded Swift calls, for targets without a C library. Nothing is ever freed. */

typedef __SIZE_TYPE__ size_t;

static unsigned char heap[64 << 20];
static size_t used;

int posix_memalign(void **block, size_t alignment, size_t size) {
  used = (used + alignment - 1) & ~(alignment - 1);
  if (size > sizeof heap - used) return 12;
  *block = heap + used;
  used += size;
  return 0;
}

void free(void *block) { (void)block; }

/* Volatile, or the compiler would see a copy of memory and call the function itself. */
void *memset(void *target, int byte, size_t count) {
  volatile unsigned char *to = target;
  while (count-- > 0) *to++ = (unsigned char)byte;
  return target;
}

void *memmove(void *target, const void *source, size_t count) {
  volatile unsigned char *to = target;
  const unsigned char *from = source;
  if (to > from) {
    while (count-- > 0) to[count] = from[count];
  } else {
    while (count-- > 0) *to++ = *from++;
  }
  return target;
}

void *memcpy(void *target, const void *source, size_t count) { return memmove(target, source, count); }

int memcmp(const void *first, const void *second, size_t count) {
  const unsigned char *a = first;
  const unsigned char *b = second;
  for (; count > 0; count--, a++, b++)
    if (*a != *b) return *a - *b;
  return 0;
}

/* Seeds of hash tables; the runtime has none, but the module compiled as a whole refers to it. */
void arc4random_buf(void *bytes, size_t count) { memset(bytes, 1, count); }

long __stack_chk_guard = 7;

void __stack_chk_fail(void) { __builtin_trap(); }

#ifdef __wasm__
/* The product of 128-bit integers, which has no instruction, from products of 32-bit halves. */
__int128 __multi3(__int128 a, __int128 b) {
  unsigned long long al = (unsigned long long)a, bl = (unsigned long long)b, mask = 0xffffffff;
  unsigned long long low = (al & mask) * (bl & mask);
  unsigned long long mid = (al >> 32) * (bl & mask) + (low >> 32);
  unsigned long long sum = (al & mask) * (bl >> 32) + (mid & mask);
  union {
    unsigned long long words[2];
    __int128 value;
  } product;
  product.words[0] = sum << 32 | (low & mask);
  product.words[1] = (al >> 32) * (bl >> 32) + (mid >> 32) + (sum >> 32) +
                     al * (unsigned long long)(b >> 64) + (unsigned long long)(a >> 64) * bl;
  return product.value;
}
#endif
