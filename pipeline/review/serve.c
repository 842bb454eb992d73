/* serve.c: zhengli review --serve: the pages on loopback, for one person on this machine. */
#include "serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/common/clock.h"
#include "pipeline/common/command.h"
#include "pipeline/common/message.h"

static volatile sig_atomic_t told_to_end;

static void
on_signal(int number)
{
	(void)number;
	told_to_end = 1;
}

/* Ctrl-C, and what a service is ended with, end it in good order. */
static void
heed_signals(void)
{
	const struct sigaction action = {.sa_handler = on_signal}; /* no SA_RESTART: poll ends */

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* A socket that listens on 127.0.0.1, at any port or the one asked for; -1 with the reason said. */
static int
listen_here(unsigned port, uint16_t *got)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_port = htons((uint16_t)port),
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof(address);
	int one = 1, here = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (here != -1 && setsockopt(here, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0 &&
	    bind(here, (struct sockaddr *)&address, sizeof(address)) == 0 &&
	    listen(here, 64) == 0 && getsockname(here, (struct sockaddr *)&address, &length) == 0) {
		*got = ntohs(address.sin_port);
		return here;
	}
	zl_message("cannot listen on 127.0.0.1:%u: %s", port, strerror(errno));
	if (here != -1)
		close(here);
	return -1;
}

/* 128 bits that nobody can guess. */
static bool
make_token(char token[ZL_TOKEN_DIGITS + 1])
{
	unsigned char bytes[ZL_TOKEN_DIGITS / 2];

	if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes)) {
		zl_message("no random numbers: %s", strerror(errno));
		return false;
	}
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(token + 2 * i, 3, "%02x", bytes[i]);
	return true;
}

/*
 * Has the desktop open the pages.  Everybody on the machine may read the arguments of processes, so
 * that the token goes by way of a file that only we may read.
 */
static void
browse(const struct zl_request_rules *rules)
{
	extern char **environ;
	char folder[] = "/tmp/zhengli-XXXXXX", path[64];
	char *const arguments[] = {"xdg-open", path, NULL};
	pid_t process;

	FILE *file = NULL;
	if (mkdtemp(folder) != NULL) {
		snprintf(path, sizeof(path), "%s/open.html", folder);
		file = fopen(path, "wxe");
	}
	if (file != NULL) {
		fprintf(file,
			"<!DOCTYPE html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" "
			"content=\"0;url=http://127.0.0.1:%u/?t=%s\">\n",
			rules->port, rules->token);
		if (fclose(file) == 0 &&
		    posix_spawnp(&process, "xdg-open", NULL, NULL, arguments, environ) == 0)
			return;
	}
	zl_message("xdg-open cannot be started; open the address yourself");
}

static unsigned
check(void *context, const struct zl_request_head *head)
{
	struct zl_server *server = context;

	server->asked = zl_clock();
	return zl_request_check(&server->rules, head);
}

static int
serve(struct zl_server *server)
{
	const struct zl_review_options *options = server->review->options;

	printf("http://127.0.0.1:%u/?t=%s\n", server->rules.port, server->rules.token);
	fflush(stdout);
	if (options->browse)
		browse(&server->rules);
	server->asked = zl_clock();
	while (!told_to_end && zl_clock() - server->asked < options->idle)
		if (!zl_http_turn(&server->http, 1000)) {
			zl_message("cannot go on serving");
			return ZL_STATUS_BROKEN;
		}
	return ZL_STATUS_COMPLETE;
}

int
zl_serve(struct zl_review *review)
{
	struct zl_server server = {
	    .review = review, .change = -1, .http = {.check = check, .answer = zl_serve_answer}};
	const struct zl_review_options *options = review->options;
	int status = ZL_STATUS_BROKEN, here;

	server.http.context = &server;
	bool ready = zl_serve_urls(&server);
	zl_review_release(review);
	if (mkdir(options->corrections, 0777) == -1 && errno != EEXIST)
		zl_message("%s: %s", options->corrections, strerror(errno));
	else if (zl_serve_prepare(&server.convert, options, &review->state) && ready &&
		 make_token(server.rules.token) &&
		 (here = listen_here(options->port, &server.rules.port)) != -1) {
		heed_signals();
		if (zl_http_start(&server.http, here))
			status = serve(&server);
		else
			close(here);
		zl_http_stop(&server.http);
	}
	zl_serve_converter_free(&server.convert);
	zl_review_printing_free(&server.printing);
	zl_arena_free(&server.arena);
	free(server.urls.items);
	return status;
}
