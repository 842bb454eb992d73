<?xml version="1.0" encoding="UTF-8"?>
<!--
  eep.xsl: a report as DA/T 48-2009 has it (zhengli export, format eep); for part "metadata" the DA/T 46
  elements alone and in no namespace, as item packages of DA/T 93 want them (format dat93).
  It looks at nothing in the record's body, and is spared it: three quarters of what it would cost.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns="http://www.saac.gov.cn/standards/ERM/encapsulation"
  xmlns:x="urn:zhengli:export:1" xmlns:r="urn:zhengli:record:1" xmlns:tree="http://xmlsoft.org/XSLT/namespace"
  exclude-result-prefixes="x r tree">
  <x:input body="no"/>
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>
  <xsl:key name="field" match="x:field" use="@name"/>
  <xsl:key name="group" match="x:field" use="@group"/>

  <xsl:template match="/x:export">
    <xsl:call-template name="package"/>
  </xsl:template>

  <xsl:template match="/x:export[@part = 'metadata']">
    <xsl:variable name="made">
      <xsl:call-template name="description"/>
    </xsl:variable>
    <电子档案元数据 xmlns="">
      <xsl:apply-templates select="tree:node-set($made)/*" mode="bare"/>
    </电子档案元数据>
  </xsl:template>

  <xsl:template match="*" mode="bare">
    <xsl:element name="{local-name()}" namespace="">
      <xsl:apply-templates mode="bare"/>
    </xsl:element>
  </xsl:template>

  <!-- The fields of a group, each as the element that it is called there. -->
  <xsl:template match="x:field">
    <xsl:element name="{@element}"><xsl:value-of select="."/></xsl:element>
  </xsl:template>

  <!-- What DA/T 46 says of a document, from the level of aggregation to the rights. -->
  <xsl:template name="description">
    <聚合层次>文件</聚合层次>
    <来源><xsl:apply-templates select="key('group', '来源')"/></来源>
    <电子文件号><xsl:value-of select="r:record/@id"/></电子文件号>
    <档号>
      <xsl:value-of select="key('field', '档号')"/>
      <xsl:apply-templates select="key('group', '档号')"/>
    </档号>
    <内容描述><xsl:apply-templates select="key('group', '内容描述')"/></内容描述>
    <形式特征>
      <文件组合类型>单件</文件组合类型>
      <xsl:apply-templates select="key('group', '形式特征')"/>
      <语种>汉语</语种>
      <xsl:apply-templates select="key('group', '稿本')"/>
    </形式特征>
    <存储位置>
      <当前位置><xsl:value-of select="@path"/></当前位置>
      <xsl:apply-templates select="key('group', '存储位置')"/>
    </存储位置>
    <权限管理><xsl:apply-templates select="key('group', '权限管理')"/></权限管理>
    <xsl:apply-templates select="key('group', '附注')"/>
  </xsl:template>

  <xsl:template name="package">
    <电子文件封装包>
      <封装包格式描述>本EEP根据中华人民共和国档案行业标准DA/T 48-2009《基于XML的电子文件封装规范》生成</封装包格式描述>
      <版本>2009</版本>
      <被签名对象 eep版本="2009">
        <封装包类型>原始型</封装包类型>
        <封装包类型描述>本封装包包含电子文件数据及其元数据，原始封装，未经修改</封装包类型描述>
        <封装包创建时间><xsl:value-of select="@time"/></封装包创建时间>
        <封装包创建单位><xsl:value-of select="key('field', '立档单位名称')"/></封装包创建单位>
        <封装内容>
          <文件实体块>
            <文件实体>
              <xsl:call-template name="description"/>
              <文件数据>
                <xsl:apply-templates select="x:content"/>
              </文件数据>
            </文件实体>
          </文件实体块>
          <xsl:call-template name="activities"/>
          <机构人员实体块>
            <机构人员实体>
              <机构人员标识符>A1</机构人员标识符>
              <机构人员类型>单位</机构人员类型>
              <机构人员名称><xsl:value-of select="key('field', '责任者')"/></机构人员名称>
            </机构人员实体>
            <机构人员实体>
              <机构人员标识符>A2</机构人员标识符>
              <机构人员名称>zhengli <xsl:value-of select="r:record/r:generator/@version"/>（软件）</机构人员名称>
            </机构人员实体>
          </机构人员实体块>
        </封装内容>
      </被签名对象>
    </电子文件封装包>
  </xsl:template>

  <!-- The source is the main document, the record one that belongs to it. -->
  <xsl:template match="x:content">
    <xsl:variable name="id" select="concat('修改0-文档', position())"/>
    <文档>
      <文档标识符><xsl:value-of select="$id"/></文档标识符>
      <文档序号><xsl:value-of select="position()"/></文档序号>
      <文档主从声明>
        <xsl:choose>
          <xsl:when test="position() = 1">主文档</xsl:when>
          <xsl:otherwise>附属文档</xsl:otherwise>
        </xsl:choose>
      </文档主从声明>
      <文档数据 文档数据ID="{$id}-文档数据1">
        <编码 编码ID="{$id}-文档数据1-编码1">
          <电子属性>
            <格式信息><xsl:value-of select="@media-type"/></格式信息>
            <计算机文件名><xsl:value-of select="@name"/></计算机文件名>
            <计算机文件大小><xsl:value-of select="@bytes"/></计算机文件大小>
          </电子属性>
          <xsl:choose>
            <xsl:when test="string()">
              <编码描述>文档数据按base64编码</编码描述>
              <反编码关键字>base64-<xsl:value-of select="@suffix"/></反编码关键字>
              <编码数据 编码数据ID="{$id}-文档数据1-编码1-编码数据1"><xsl:value-of select="."/></编码数据>
            </xsl:when>
            <xsl:otherwise>
              <编码描述>仅提供SHA256摘要信息,文档数据在外部保存</编码描述>
              <反编码关键字>sha256-base64Binary</反编码关键字>
              <编码数据 编码数据ID="{$id}-文档数据1-编码1-编码数据1"><xsl:value-of select="@digest"/></编码数据>
            </xsl:otherwise>
          </xsl:choose>
        </编码>
      </文档数据>
    </文档>
  </xsl:template>

  <!-- What was done: the report was made, then read into a record. -->
  <xsl:template name="activities">
    <xsl:variable name="record" select="r:record"/>
    <xsl:variable name="quality" select="$record/r:quality"/>
    <业务实体块>
      <业务实体>
        <业务标识符>E1</业务标识符>
        <机构人员标识符>A1</机构人员标识符>
        <文件标识符><xsl:value-of select="$record/@id"/></文件标识符>
        <业务状态>历史行为</业务状态>
        <业务行为>形成</业务行为>
        <行为时间><xsl:value-of select="key('field', '日期')"/></行为时间>
      </业务实体>
      <业务实体>
        <业务标识符>E2</业务标识符>
        <机构人员标识符>A2</机构人员标识符>
        <文件标识符><xsl:value-of select="$record/@id"/></文件标识符>
        <业务状态>历史行为</业务状态>
        <业务行为>结构化提取</业务行为>
        <行为时间><xsl:value-of select="@time"/></行为时间>
        <行为依据>
          <xsl:value-of select="concat('规则 ', $record/r:generator/@rules, ' 第',
            $record/r:generator/@rules-version, '版 sha256:', $record/r:generator/@rules-sha256)"/>
        </行为依据>
        <行为描述>
          <xsl:value-of select="concat('问题', $quality/@findings, '项，已配对', $quality/@paired,
            '项，未答复', $quality/@unanswered, '项；记录 sha256:', @record-sha256, '；设置 ',
            $record/r:generator/@settings)"/>
        </行为描述>
      </业务实体>
    </业务实体块>
  </xsl:template>
</xsl:stylesheet>
