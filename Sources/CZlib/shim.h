#ifndef BATON_CZLIB_SHIM_H
#define BATON_CZLIB_SHIM_H

#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

/* deflateInit2 is a macro, which Swift cannot call. 16 on top of the window's bits asks for gzip's frame. */
#define BATON_GZIP_WINDOW_BITS (15 + 16)
/* One below the usual 8: blocks are shorter, so that styles, words and code get tables of their own. On the
 * widget's script that saves 70 bytes, and it costs nothing. */
#define BATON_GZIP_MEMORY_LEVEL 7

/* The bytes that a result can have at most; 0 when there are too many for one call. */
static inline size_t baton_gzip_bound(size_t count) {
    const size_t frame = 32;
    if (count > UINT32_MAX / 2) return 0;
    return (size_t)compressBound((uLong)count) + frame;
}

/* Bytes written to `to`, or 0 when it did not work out. */
static inline size_t baton_gzip(
    const uint8_t *from, size_t count, int level, uint8_t *to, size_t capacity) {
    z_stream stream = {0};
    if (capacity == 0 || capacity > UINT32_MAX || count > UINT32_MAX) return 0;
    if (deflateInit2(&stream, level, Z_DEFLATED, BATON_GZIP_WINDOW_BITS, BATON_GZIP_MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return 0;
    }
    stream.next_in = (Bytef *)from;
    stream.avail_in = (uInt)count;
    stream.next_out = to;
    stream.avail_out = (uInt)capacity;
    int outcome = deflate(&stream, Z_FINISH);
    size_t written = (size_t)stream.total_out;
    deflateEnd(&stream);
    return outcome == Z_STREAM_END ? written : 0;
}

/* The sum at the end of gzip's frame. */
static inline uint32_t baton_crc32(const uint8_t *from, size_t count) {
    return (uint32_t)crc32_z(crc32_z(0, NULL, 0), from, count);
}

/* Unpacks one stream in gzip's frame. Bytes written to `to`; -1 for what is none or is broken, -2 when there is
 * no room for all of it. */
static inline int64_t baton_gunzip(const uint8_t *from, size_t count, uint8_t *to, size_t capacity) {
    z_stream stream = {0};
    if (capacity == 0 || capacity > UINT32_MAX || count > UINT32_MAX) return -1;
    if (inflateInit2(&stream, BATON_GZIP_WINDOW_BITS) != Z_OK) return -1;
    stream.next_in = (Bytef *)from;
    stream.avail_in = (uInt)count;
    stream.next_out = to;
    stream.avail_out = (uInt)capacity;
    int outcome = inflate(&stream, Z_FINISH);
    int64_t written = (int64_t)stream.total_out;
    int is_full = stream.avail_out == 0;
    inflateEnd(&stream);
    if (outcome == Z_STREAM_END) return written;
    return is_full ? -2 : -1;
}

#endif
