<?xml version="1.0" encoding="UTF-8"?>
<!-- dc.xsl: a report as Dublin Core for OAI-PMH (zhengli export, format dc). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:x="urn:zhengli:export:1" xmlns:r="urn:zhengli:record:1" exclude-result-prefixes="x r">
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>
  <xsl:key name="field" match="x:field" use="@name"/>

  <xsl:template match="/x:export">
    <xsl:variable name="facts" select="r:record/r:description"/>
    <oai_dc:dc>
      <dc:title>
        <xsl:choose>
          <xsl:when test="key('field', '题名')"><xsl:value-of select="key('field', '题名')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="@path"/></xsl:otherwise>
        </xsl:choose>
      </dc:title>
      <xsl:for-each select="key('field', '责任者')"><dc:creator><xsl:value-of select="."/></dc:creator></xsl:for-each>
      <xsl:for-each select="$facts/r:inspector[1]"><dc:contributor><xsl:value-of select="."/></dc:contributor></xsl:for-each>
      <xsl:for-each select="$facts/r:inspected[1]"><dc:subject><xsl:value-of select="."/></dc:subject></xsl:for-each>
      <xsl:for-each select="r:record//r:finding/r:problem//r:statement">
        <dc:description><xsl:value-of select="normalize-space(.)"/></dc:description>
      </xsl:for-each>
      <xsl:for-each select="$facts/r:date[1]/@date"><dc:date><xsl:value-of select="."/></dc:date></xsl:for-each>
      <dc:type>Text</dc:type>
      <dc:format><xsl:value-of select="x:content[1]/@media-type"/></dc:format>
      <dc:identifier><xsl:value-of select="r:record/@id"/></dc:identifier>
      <xsl:for-each select="key('field', '档号')"><dc:identifier><xsl:value-of select="."/></dc:identifier></xsl:for-each>
      <dc:source><xsl:value-of select="@path"/></dc:source>
      <dc:language>zh</dc:language>
      <xsl:for-each select="$facts/r:period[@from and @to][1]">
        <dc:coverage><xsl:value-of select="concat(@from, '/', @to)"/></dc:coverage>
      </xsl:for-each>
    </oai_dc:dc>
  </xsl:template>
</xsl:stylesheet>
