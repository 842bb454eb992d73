/* serve_absent.c: stands in for serve_http.c where libmicrohttpd was not there to build with. */
#include "pipeline/common/message.h"
#include "serve_http.h"

enum zl_status
zl_http_start(struct zl_http *http, int socket)
{
	(void)http, (void)socket;
	zl_message("zhengli was built without libmicrohttpd: review --serve is not to be had");
	return ZL_FAILED;
}

enum zl_status
zl_http_turn(struct zl_http *http, int milliseconds)
{
	(void)http, (void)milliseconds;
	return ZL_FAILED;
}

void
zl_http_stop(struct zl_http *http)
{
	(void)http;
}
