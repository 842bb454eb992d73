/* floor_main.c: floor FILE...: read each as floor_read does, print nothing. */
#include <stdio.h>

#include "floor.h"

int
main(int argc, char *argv[])
{
	struct zl_buffer buffer = {0};
	int status = 0;

	floor_prepare();
	for (int i = 1; i < argc; i++) {
		zl_buffer_clear(&buffer);
		if (!floor_load(argv[i], &buffer) || !floor_read(buffer.data, buffer.length)) {
			fprintf(stderr, "floor: %s: cannot be read\n", argv[i]);
			status = 1;
		}
	}
	zl_buffer_free(&buffer);
	return status;
}
