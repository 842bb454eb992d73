/* failure_chinese.c: a row a failure; one that failure.h has and this table lacks fails a test. */
#include "failure_chinese.h"

#include <stddef.h>

#define RESAVE		 "用 Word 打开后另存一份"
#define CONVERT		 "用 Word、WPS 或 LibreOffice 打开，另存为 .docx"
#define LOOK		 "查明文件的真实格式，转换成 .docx 后放回原处"
#define COPY		 "从来源处重新复制该文件"
#define REPAIR		 "用 Word 修复该文件"
#define HOSTILE		 "按恶意文件处理，查问其来源"
#define HOSTILE_OR_LIMIT "按恶意文件处理，或放宽限值"
#define LIMIT		 "文件可信时，放宽所指的限值"

static const struct {
	const char *sentence, *advice;
} texts[ZL_FAILURE_COUNT] = {
    [ZL_OK] = {"文件已有记录", ""},
    [ZL_NOT_A_ZIP] = {"文件不是 zhengli 能读的任何一种", LOOK},
    [ZL_TRUNCATED] = {"文件在其自称的内容之前就已结束", COPY},
    [ZL_NOT_A_DOCX] = {"压缩包中没有 Word 文档", LOOK},
    [ZL_LEGACY_DOC] = {"文件出自其他文字处理软件，或早于 Word 6 的 Word",
		       "用 LibreOffice 打开，另存为 .docx"},
    [ZL_LEGACY_WORD95] = {"文件出自格式不明的早期 Word 6", CONVERT},
    [ZL_PDF] = {"文件是 PDF", "索取原始文档，或转换成 .docx"},
    [ZL_OPENDOCUMENT] = {"文件是 OpenDocument 文本", "用 LibreOffice 打开，另存为 .docx"},
    [ZL_EMPTY_FILE] = {"文件为空", COPY},
    [ZL_ENCRYPTED] = {"文档有打开密码", "用密码打开，去掉密码后保存"},
    [ZL_VENDOR_ENCRYPTED] = {"文件被企业文档安全软件加密", "在装有该软件的机器上解密"},
    [ZL_ZIP_OVERLAP] = {"压缩包的条目互相重叠", HOSTILE},
    [ZL_ZIP_DUPLICATE] = {"压缩包有两个同名条目", RESAVE},
    [ZL_ZIP_METHOD] = {"有条目使用 .docx 不允许的压缩方法", RESAVE},
    [ZL_ZIP_NAME] = {"有条目的名称指向包外", HOSTILE},
    [ZL_ZIP_DAMAGED] = {"压缩包的条目或目录已损坏", "从来源处重新复制该文件，或用 Word 修复"},
    [ZL_COMPOUND_DAMAGED] = {"复合文件的扇区或目录已损坏",
			     "从来源处重新复制该文件，或用 Word 修复"},
    [ZL_WORD_DAMAGED] = {"二进制 Word 文档的结构已损坏", CONVERT},
    [ZL_MISSING_PART] = {"文件缺少每份文档都有的部分", REPAIR},
    [ZL_TOO_LARGE] = {"文档超过大小限值", LIMIT},
    [ZL_RATIO] = {"部件解压后的膨胀比例超出文档可能达到的程度", HOSTILE_OR_LIMIT},
    [ZL_TOO_DEEP] = {"元素嵌套深度超过限值", HOSTILE_OR_LIMIT},
    [ZL_TOO_MANY] = {"条目数或段落数超过限值", LIMIT},
    [ZL_DOCTYPE] = {"部件含有 .docx 禁止的文档类型声明", HOSTILE},
    [ZL_XML_MALFORMED] = {"部件不是格式良好的 XML", REPAIR},
    [ZL_ENCODING] = {"部件含有其编码不允许的字节", RESAVE},
    [ZL_RULE_LIMIT] = {"规则的匹配次数达到上限",
		       "修正所指的规则；zhengli rules check 指出哪些模式可能失控"},
    [ZL_INVALID_RECORD] = {"生成的记录不符合模式", "这是 zhengli 的缺陷：请附上此处文字报告"},
    [ZL_INVALID_DOCUMENT] = {"交给本阶段的文档无效", "应交给本阶段上一阶段的输出"},
    [ZL_TIMEOUT] = {"处理该文档的时间超过限值", "放宽限值，或将该文件作为缺陷报告"},
    [ZL_OUT_OF_MEMORY] = {"处理该文档所需内存超过限值", LIMIT},
    [ZL_CRASH] = {"工作进程处理该文档时崩溃", "这是 zhengli 的缺陷：请连同文件报告"},
    [ZL_UNREADABLE] = {"文件无法读取", "修正权限或检查磁盘，然后重新运行"},
    [ZL_CHANGED_WHILE_READING] = {"读取过程中文件发生了变化", "待无人写入时重新运行"},
    [ZL_VANISHED] = {"轮到该文件时它已不存在", "重新运行"},
    [ZL_NAME_REFUSED] = {"OUT 所在文件系统不接受记录应有的名称",
			 "给源文件换一个名称，或换一个文件系统存放 OUT"},
};

const char *
zl_failure_chinese_sentence(enum zl_failure failure)
{
	return texts[failure].sentence == NULL ? "" : texts[failure].sentence;
}

const char *
zl_failure_chinese_advice(enum zl_failure failure)
{
	return texts[failure].advice == NULL ? "" : texts[failure].advice;
}
