<?xml version="1.0" encoding="UTF-8"?>
<!--
  ead.xsl: reports as items of an EAD 2002 finding aid, one a fonds (zhengli export, format ead).  Part
  "frame" gives the finding aid, with <?zhengli reports?> where the items go; part "report" an item.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:isbn:1-931666-22-9"
  xmlns:x="urn:zhengli:export:1" xmlns:r="urn:zhengli:record:1" exclude-result-prefixes="x r">
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>
  <xsl:key name="field" match="x:field" use="@name"/>

  <!-- What the fonds is called; its number when nobody said. -->
  <xsl:template name="fonds">
    <xsl:choose>
      <xsl:when test="key('field', '全宗名称')"><xsl:value-of select="key('field', '全宗名称')"/></xsl:when>
      <xsl:when test="key('field', '立档单位名称')"><xsl:value-of select="key('field', '立档单位名称')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="key('field', '全宗号')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="/x:export[@part = 'frame']" priority="1">
    <ead>
      <eadheader>
        <eadid><xsl:value-of select="key('field', '全宗号')"/></eadid>
        <filedesc><titlestmt><titleproper><xsl:call-template name="fonds"/></titleproper></titlestmt></filedesc>
      </eadheader>
      <archdesc level="fonds">
        <did>
          <unitid><xsl:value-of select="key('field', '全宗号')"/></unitid>
          <unittitle><xsl:call-template name="fonds"/></unittitle>
        </did>
        <dsc type="combined"><xsl:processing-instruction name="zhengli">reports</xsl:processing-instruction></dsc>
      </archdesc>
    </ead>
  </xsl:template>

  <xsl:template match="/x:export">
    <xsl:variable name="facts" select="r:record/r:description"/>
    <c level="item" id="zl-{@path-id}">
      <did>
        <unitid>
          <xsl:choose>
            <xsl:when test="key('field', '档号')"><xsl:value-of select="key('field', '档号')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="@path"/></xsl:otherwise>
          </xsl:choose>
        </unitid>
        <unittitle>
          <xsl:choose>
            <xsl:when test="key('field', '题名')"><xsl:value-of select="key('field', '题名')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="x:content[1]/@name"/></xsl:otherwise>
          </xsl:choose>
        </unittitle>
        <xsl:for-each select="$facts/r:date[1]">
          <unitdate>
            <xsl:if test="@date"><xsl:attribute name="normal"><xsl:value-of select="@date"/></xsl:attribute></xsl:if>
            <xsl:value-of select="."/>
          </unitdate>
        </xsl:for-each>
        <xsl:for-each select="key('field', '责任者')">
          <origination><corpname><xsl:value-of select="."/></corpname></origination>
        </xsl:for-each>
        <langmaterial><language langcode="chi">中文</language></langmaterial>
      </did>
      <xsl:if test="r:record//r:finding">
        <scopecontent>
          <xsl:for-each select="r:record//r:finding/r:problem">
            <p>
              <xsl:if test=".//r:number"><xsl:value-of select="concat(.//r:number[1], ' ')"/></xsl:if>
              <xsl:choose>
                <xsl:when test=".//r:statement">
                  <xsl:for-each select=".//r:statement"><xsl:value-of select="normalize-space(.)"/></xsl:for-each>
                </xsl:when>
                <xsl:otherwise><xsl:value-of select="normalize-space(.)"/></xsl:otherwise>
              </xsl:choose>
            </p>
          </xsl:for-each>
        </scopecontent>
      </xsl:if>
      <xsl:if test="$facts/r:inspector or $facts/r:inspected">
        <controlaccess>
          <xsl:for-each select="$facts/r:inspector[1]"><corpname><xsl:value-of select="."/></corpname></xsl:for-each>
          <xsl:for-each select="$facts/r:inspected[1]"><corpname><xsl:value-of select="."/></corpname></xsl:for-each>
        </controlaccess>
      </xsl:if>
    </c>
  </xsl:template>
</xsl:stylesheet>
