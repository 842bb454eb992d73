/* sidecar_check.c: see sidecar_check.h. */
#include "sidecar_check.h"

#include <string.h>

#include "base/utf8.h"
#include "pipeline/common/language.h"

static bool
is_digits(struct zl_string value)
{
	for (size_t i = 0; i < value.length; i++)
		if (value.data[i] < '0' || value.data[i] > '9')
			return false;
	return value.length > 0;
}

static bool
is_positive(struct zl_string value)
{
	return is_digits(value) && value.length <= 9 && value.data[0] != '0';
}

static bool
is_one_of(struct zl_string value, const char *const *list)
{
	while (*list != NULL && !zl_string_is(value, *list))
		list++;
	return *list != NULL;
}

static const char *
check_year(struct zl_string value)
{
	bool fits = is_digits(value) && value.length == 4 && memcmp(value.data, "1900", 4) >= 0 &&
		    memcmp(value.data, "2100", 4) <= 0;

	return fits ? NULL : _("it is to be a year, 1900 to 2100");
}

static const char *
check_retention(struct zl_string *value)
{
	static const char *const known[] = {"永久", "30年", "10年", "长期", "短期", NULL};
	static const char *const codes[][2] = {{"Y", "永久"}, {"D30", "30年"}, {"D10", "10年"}};

	for (size_t i = 0; i < 3; i++)
		if (zl_string_is(*value, codes[i][0]))
			*value = zl_string(codes[i][1]);
	return is_one_of(*value, known)
		   ? NULL
		   : _("it is to be 永久, 30年, 10年 (Y, D30, D10), 长期 or 短期");
}

/* 20240506 or 2024-05-06. */
static const char *
check_date(struct zl_arena *arena, struct zl_string *value)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	const char *wrong = _("it is to be a date, as 20240506 or 2024-05-06");
	char digits[9] = "";
	size_t count = 0;

	for (size_t i = 0; i < value->length; i++) {
		if (value->length == 10 && (i == 4 || i == 7) && value->data[i] == '-')
			continue;
		if (count == 8 || value->data[i] < '0' || value->data[i] > '9')
			return wrong;
		digits[count++] = value->data[i];
	}
	if (count != 8)
		return wrong;
	int year = (digits[0] - '0') * 1000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 +
		   digits[3] - '0';
	int month = (digits[4] - '0') * 10 + digits[5] - '0';
	int day = (digits[6] - '0') * 10 + digits[7] - '0';
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (month < 1 || month > 12 || day < 1 || day > days[month - 1] ||
	    (month == 2 && day == 29 && !leap))
		return wrong;
	return zl_arena_copy(arena, digits, 8, value) ? NULL : "out of memory";
}

bool
zl_code_is_name(struct zl_string code)
{
	if (code.length == 0 || code.length > 200 || code.data[0] == '.' ||
	    !zl_utf8_valid(code.data, code.length))
		return false;
	for (size_t i = 0; i < code.length; i++)
		if ((unsigned char)code.data[i] < 0x20 || code.data[i] == 0x7F ||
		    strchr("\\/:*?\"<>|", code.data[i]) != NULL)
			return false;
	return true;
}

const char *
zl_sidecar_check(struct zl_arena *arena, enum zl_field field, struct zl_string *value)
{
	static const char *const secrecies[] = {"公开", "国内", "内部", "秘密",
						"机密", "绝密", NULL};

	while (value->length > 0 && strchr(" \t\r\n", value->data[value->length - 1]) != NULL)
		value->length--;
	if (value->length == 0 || zl_string_is(*value, "-"))
		return NULL;
	for (size_t at = 0; at < value->length;) {
		uint32_t code;
		at += zl_utf8_read(value->data + at, value->length - at, &code);
		if (!zl_xml_character(code))
			return _("it has a character that XML does not allow");
	}
	switch (field) {
	case ZL_FIELD_YEAR:
		return check_year(*value);
	case ZL_FIELD_RETENTION:
		return check_retention(value);
	case ZL_FIELD_DATE:
		return check_date(arena, value);
	case ZL_FIELD_SECRECY:
		return is_one_of(*value, secrecies)
			   ? NULL
			   : _("it is to be 公开, 国内, 内部, 秘密, 机密 or 绝密");
	case ZL_FIELD_ITEM:
	case ZL_FIELD_ARCHIVE_ITEM:
	case ZL_FIELD_PAGES:
		return is_positive(*value) ? NULL : _("it is to be a number from 1");
	case ZL_FIELD_CODE:
	case ZL_FIELD_FONDS:
	case ZL_FIELD_CATEGORY:
	case ZL_FIELD_CARRIER:
		return zl_code_is_name(*value)
			   ? NULL
			   : _("it cannot be the name of a folder: none of \\ / : * ? \" < > |, no "
			       "control, no dot at first, at most 200 bytes");
	default:
		return NULL;
	}
}
