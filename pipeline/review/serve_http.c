/* serve_http.c: see serve_http.h. */
#include "serve_http.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/common/loading.h"
#include "pipeline/common/message.h"

/* What is called of the library; Debian 12 has this version. */
#define ZL_MICROHTTPD "libmicrohttpd.so.12"
#define FUNCTIONS(X)                                                                               \
	X(MHD_start_daemon)                                                                        \
	X(MHD_run_wait)                                                                            \
	X(MHD_stop_daemon)                                                                         \
	X(MHD_lookup_connection_value)                                                             \
	X(MHD_create_response_from_buffer)                                                         \
	X(MHD_add_response_header)                                                                 \
	X(MHD_queue_response)                                                                      \
	X(MHD_destroy_response)

#define POINTER(name) __typeof__(name) *name;
#define LOADING(name) ZL_LOADING(mhd, name)
static struct {
	FUNCTIONS(POINTER)
} mhd;

static bool
load(void)
{
	static const struct zl_loading functions[] = {FUNCTIONS(LOADING)};

	return mhd.MHD_start_daemon != NULL || zl_load(ZL_MICROHTTPD, "libmicrohttpd12", functions,
						       sizeof(functions) / sizeof(functions[0]));
}

/* What every reply says, whatever it is. */
static const char *const headers[][2] = {
    {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; "
				"connect-src 'self'; base-uri 'none'; form-action 'none'; "
				"frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
};

/* Sends the reply, whose body becomes the library's. */
static enum MHD_Result
send_reply(struct MHD_Connection *connection, struct zl_http_reply *reply)
{
	static const char lost[] = "out of memory\n";
	struct MHD_Response *response;
	size_t length = 0;

	if (reply->body.failed) {
		zl_buffer_free(&reply->body);
		*reply = (struct zl_http_reply){
		    .status = 500, .fixed = lost, .fixed_size = sizeof(lost) - 1};
	}
	char *body = zl_buffer_detach(&reply->body, &length);
	if (body != NULL)
		response = mhd.MHD_create_response_from_buffer(length, body, MHD_RESPMEM_MUST_FREE);
	else
		response = mhd.MHD_create_response_from_buffer(
		    reply->fixed_size, (void *)(reply->fixed == NULL ? "" : reply->fixed),
		    MHD_RESPMEM_PERSISTENT);
	if (response == NULL) {
		free(body);
		return MHD_NO;
	}
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		mhd.MHD_add_response_header(response, headers[i][0], headers[i][1]);
	mhd.MHD_add_response_header(response, "Content-Type",
				    reply->type == NULL ? "text/plain; charset=utf-8"
							: reply->type);
	if (reply->location != NULL)
		mhd.MHD_add_response_header(response, "Location", reply->location);
	if (reply->cookie[0] != '\0')
		mhd.MHD_add_response_header(response, "Set-Cookie", reply->cookie);
	if (reply->status == 405)
		mhd.MHD_add_response_header(response, "Allow", "GET, HEAD, POST");
	enum MHD_Result done = mhd.MHD_queue_response(connection, reply->status, response);
	mhd.MHD_destroy_response(response);
	return done;
}

static struct zl_request_head
head_of(struct MHD_Connection *connection, const char *method, const char *url)
{
#define HEADER(name) mhd.MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name)
	return (struct zl_request_head){
	    .method = method,
	    .url = url,
	    .token = mhd.MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "t"),
	    .host = HEADER("Host"),
	    .cookie = HEADER("Cookie"),
	    .site = HEADER("Sec-Fetch-Site"),
	    .origin = HEADER("Origin"),
	    .type = HEADER("Content-Type"),
	    .marker = HEADER("X-Zhengli"),
	    .length = HEADER("Content-Length")};
#undef HEADER
}

/* What a refused request is told: it may be a person whose browser has no cookie yet. */
static const char *
reason(unsigned status)
{
	switch (status) {
	case 403:
		return "not allowed: open the address that zhengli review --serve printed\n";
	case 405:
		return "this is not done here\n";
	case 413:
		return "too much at once\n";
	case 415:
		return "corrections are application/xml\n";
	case 421:
		return "this is not that host\n";
	default:
		return "";
	}
}

static enum MHD_Result
refuse(struct MHD_Connection *connection, unsigned status)
{
	const char *text = reason(status);
	struct zl_http_reply reply = {.status = status, .fixed = text, .fixed_size = strlen(text)};

	return send_reply(connection, &reply);
}

/* Called when the head is there, for each part of the body, and at its end. */
static enum MHD_Result
on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
	   const char *version, const char *data, size_t *size, void **own)
{
	struct zl_http *http = context;
	struct zl_request_head head = head_of(connection, method, url);
	struct zl_buffer *body = *own;
	struct zl_http_reply reply = {0};

	(void)version;
	if (body == NULL) {
		unsigned status = http->check(http->context, &head);
		if (status != ZL_REQUEST_TAKEN)
			return refuse(connection, status);
		*own = calloc(1, sizeof(*body));
		return *own == NULL ? MHD_NO : MHD_YES;
	}
	if (*size > 0) {
		size_t room = ZL_SAVE_MOST + 1 - body->length;
		zl_buffer_add(body, data, *size < room ? *size : room);
		*size = 0;
		return MHD_YES;
	}
	if (body->failed || body->length > ZL_SAVE_MOST)
		return refuse(connection, body->failed ? 500 : 413);
	http->answer(http->context, &head, body, &reply);
	return send_reply(connection, &reply);
}

static void
on_completed(void *context, struct MHD_Connection *connection, void **own,
	     enum MHD_RequestTerminationCode code)
{
	(void)context, (void)connection, (void)code;
	if (*own != NULL)
		zl_buffer_free(*own);
	free(*own);
	*own = NULL;
}

/* URLs are compared as they were sent. */
static size_t
leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context, (void)connection;
	return strlen(text);
}

enum zl_status
zl_http_start(struct zl_http *http, int socket)
{
	enum { CONNECTIONS = 64, SECONDS = 30 };

	if (!load())
		return ZL_FAILED;
	http->daemon = mhd.MHD_start_daemon(
	    MHD_USE_EPOLL, 0, NULL, NULL, on_request, http, MHD_OPTION_LISTEN_SOCKET, socket,
	    MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_UNESCAPE_CALLBACK,
	    leave_escaped, NULL, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_END);
	if (http->daemon == NULL)
		zl_message("cannot serve: libmicrohttpd did not begin");
	return http->daemon == NULL ? ZL_FAILED : ZL_DONE;
}

enum zl_status
zl_http_turn(struct zl_http *http, int milliseconds)
{
	return mhd.MHD_run_wait(http->daemon, milliseconds) == MHD_YES ? ZL_DONE : ZL_FAILED;
}

void
zl_http_stop(struct zl_http *http)
{
	if (http->daemon != NULL)
		mhd.MHD_stop_daemon(http->daemon);
	http->daemon = NULL;
}
