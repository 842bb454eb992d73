/* loading.c: see loading.h. */
#include "loading.h"

#include <dlfcn.h>

#include "message.h"

bool
zl_load(const char *library, const char *package, const struct zl_loading *functions, size_t count)
{
	void *loaded = NULL;

	for (size_t i = 0; i < count; i++) {
		*functions[i].pointer = functions[i].linked;
		if (functions[i].linked != NULL)
			continue;
		if (loaded == NULL && (loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL)) == NULL) {
			zl_message("%s; install it (Debian: %s)", dlerror(), package);
			return false;
		}
		*functions[i].pointer = dlsym(loaded, functions[i].name);
		if (*functions[i].pointer == NULL) {
			zl_message("%s", dlerror());
			dlclose(loaded);
			return false;
		}
	}
	return true;
}
