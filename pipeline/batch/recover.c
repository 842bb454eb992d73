/* recover.c: the intents of a dead run against the disk. */
#include "recover.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/failure.h"
#include "file_write.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_intents.h"
#include "pipeline/state/state_sql.h"
#include "places.h"
#include "program.h"

/* What is published of a document. */
struct found {
	char record[65]; /* SHA-256; "" for none */
	uint64_t record_bytes;
	const char *code; /* of the failure; NULL for none */
};

/* The whole file at target; *there unset where there is none, or its place is refused. */
static enum zl_status
read_target(struct zl_output *output, const struct zl_buffer *target, struct zl_buffer *content,
	    bool *there)
{
	int file = target->failed ? -1 : zl_place_open(output, target->data);

	zl_buffer_clear(content);
	*there = file != -1;
	if (file == -1 && !target->failed && (errno == ENOENT || zl_is_refusal(errno)))
		return ZL_DONE;
	bool done = file != -1 && zl_program_read(file, content);
	if (!done)
		zl_file_report_error(output, target->data == NULL ? "" : target->data,
				     "cannot read what was published");
	if (file != -1)
		close(file);
	return done ? ZL_DONE : ZL_FAILED;
}

/* The code in a failure's text, which zhengli wrote; that of a crash where there is none. */
static const char *
code_in(const struct zl_buffer *text)
{
	static const char before[] = "<failure ";
	const char *at = text->data == NULL ? NULL : strstr(text->data, before);

	if (at != NULL)
		at = strstr(at, " code=\"");
	for (enum zl_failure i = ZL_OK + 1; at != NULL && i < ZL_FAILURE_COUNT; i++) {
		const char *code = zl_failure_code(i);
		size_t length = strlen(code);
		if (strncmp(at + 7, code, length) == 0 && at[7 + length] == '"')
			return code;
	}
	return zl_failure_code(ZL_CRASH);
}

static enum zl_status
find(struct zl_output *output, const struct zl_buffer *name, struct found *found)
{
	struct zl_buffer target = {0}, content = {0};
	bool there;

	*found = (struct found){.record = ""};
	zl_place_of(ZL_OUTPUT_RECORDS, name->data, name->length, &target);
	enum zl_status done = read_target(output, &target, &content, &there);
	if (done && there) {
		zl_digest(content.data, content.length, found->record);
		found->record_bytes = content.length;
	}
	for (int refused = 0; done && found->code == NULL && refused < 2; refused++) {
		if (refused)
			zl_place_of_refused(name->data, name->length, &target);
		else
			zl_place_of(ZL_OUTPUT_FAILED, name->data, name->length, &target);
		done = read_target(output, &target, &content, &there);
		if (done && there)
			found->code = code_in(&content);
	}
	zl_buffer_free(&target);
	zl_buffer_free(&content);
	return done;
}

/* One document: nothing is to be done where the record that the state knows is still there. */
static enum zl_status
see_to(struct zl_output *output, struct zl_state *state, const struct zl_intent *intent,
       const struct zl_buffer *name)
{
	struct found found;

	if (!find(output, name, &found))
		return ZL_FAILED;
	bool stands = intent->known && intent->ok && found.code == NULL &&
		      strcmp(found.record, intent->record) == 0;
	bool nothing = !intent->known && found.code == NULL && found.record[0] == '\0';
	if (stands || nothing)
		return ZL_DONE;
	return zl_state_restate(state, name, intent,
				found.code == NULL ? zl_failure_code(ZL_OK) : found.code,
				found.record, found.record_bytes);
}

static enum zl_status
see_to_all(struct zl_output *output, struct zl_state *state)
{
	struct zl_intent intent;
	struct zl_buffer name = {0};
	enum zl_status done = ZL_DONE;
	bool there = true;

	for (int64_t i = 0; done && there; i++) {
		done = zl_state_intent(state, i, &intent, &name, &there);
		if (done && there)
			done = see_to(output, state, &intent, &name);
	}
	zl_buffer_free(&name);
	return done;
}

enum zl_status
zl_recover(struct zl_output *output, struct zl_state *state)
{
	int64_t intents = zl_state_number(state, "SELECT count(*) FROM intents");

	if (intents <= 0 || output->folder == -1)
		return intents < 0 ? ZL_FAILED : ZL_DONE;
	/* What the state is about to be told must not be lost where the state is not. */
	if (output->lock != -1 && syncfs(output->folder) == -1)
		return zl_file_report_error(output, "", "cannot make durable what was written");
	return zl_state_transaction(state) && see_to_all(output, state) &&
		       zl_state_forget_intents(state) &&
		       (output->lock == -1 || zl_state_commit(state))
		   ? ZL_DONE
		   : ZL_FAILED;
}
