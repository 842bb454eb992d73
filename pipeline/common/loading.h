/* loading.h: libraries that one command needs and nothing else: loaded when it is asked for. */
#ifndef ZL_LOADING_H
#define ZL_LOADING_H

#include <stdbool.h>
#include <stddef.h>

/* A function of such a library, and where its address is to be written. */
struct zl_loading {
	const char *name;
	void **pointer, *linked; /* its address where it is linked; NULL */
};

/* In a program that is linked statically the functions are there from the beginning. */
#ifdef ZL_LINK_ALL
#define ZL_LOADING(table, function) {#function, (void **)&(table).function, (void *)(function)},
#else
#define ZL_LOADING(table, function) {#function, (void **)&(table).function, NULL},
#endif

/* Finds all functions; false, and the message names package, which Debian has the library in. */
bool zl_load(const char *library, const char *package, const struct zl_loading *functions,
	     size_t count);

#endif
