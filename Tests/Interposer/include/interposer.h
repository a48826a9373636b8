/* A library for LD_PRELOAD that stands between a program and the system, so that tests see what it asks for and
 * can make the disk slow. Not for linking; the package builds it as a dynamic library.
 *
 *   INTERPOSER_LOG PATH    every change of a file below INTERPOSER_ROOT is appended, see log.h
 *   INTERPOSER_ROOT PATH   only what lies below is logged or slow
 *   INTERPOSER_SLOW "MS AFTER FOR CALL"
 *                          AFTER ms after the first audio write, and for FOR ms, each CALL (write, sync or both) to a
 *                          take.wav takes MS
 *   INTERPOSER_STUCK PATH  while there is such a file, each write and sync of a take.wav waits
 *   INTERPOSER_CLOCK SECONDS  the wall clock is so much ahead
 *   INTERPOSER_CAPTURE PATH  what the capture thread asked for between snd_pcm_start and snd_pcm_drop or the end: one
 *                          line "allocations A locks L libasound N reads R frames F", and the callers of A and L
 *   INTERPOSER_READ MICROSECONDS  each snd_pcm_readi takes so much longer, as on a slow machine; less than a second */
#ifndef INTERPOSER_H
#define INTERPOSER_H
#endif
