<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor version="1.0.0"
    xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.opengis.net/sld http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd">
  <!-- Put the name of the coverage in place of workspace:layer, and the id of a model in place of model-id. -->
  <NamedLayer>
    <Name>prelabel-live</Name>
    <UserStyle>
      <Title>Live labels</Title>
      <Abstract>For a coverage: draws what a model finds on the map that is being looked at.</Abstract>
      <FeatureTypeStyle>
        <Transformation>
            <ogc:Function name="prelabel:LiveLabels">
              <ogc:Function name="parameter"><ogc:Literal>data</ogc:Literal></ogc:Function>
              <ogc:Function name="parameter"><ogc:Literal>coverageName</ogc:Literal><ogc:Function name="env"><ogc:Literal>prelabel_coverage</ogc:Literal><ogc:Literal>workspace:layer</ogc:Literal></ogc:Function></ogc:Function>
              <ogc:Function name="parameter"><ogc:Literal>model</ogc:Literal><ogc:Function name="env"><ogc:Literal>prelabel_model</ogc:Literal><ogc:Literal>model-id</ogc:Literal></ogc:Function></ogc:Function>
              <ogc:Function name="parameter"><ogc:Literal>outputBBOX</ogc:Literal><ogc:Function name="env"><ogc:Literal>wms_bbox</ogc:Literal></ogc:Function></ogc:Function>
              <ogc:Function name="parameter"><ogc:Literal>scaleDenominator</ogc:Literal><ogc:Function name="env"><ogc:Literal>wms_scale_denominator</ogc:Literal></ogc:Function></ogc:Function>
              <ogc:Function name="parameter"><ogc:Literal>maxScaleDenominator</ogc:Literal><ogc:Literal>5000</ogc:Literal></ogc:Function>
            </ogc:Function>
        </Transformation>
        <Rule>
          <Name>pre-label</Name>
          <Title>pre-label</Title>
          <ogc:Filter><ogc:PropertyIsNull><ogc:PropertyName>message</ogc:PropertyName></ogc:PropertyIsNull></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#e69f00</CssParameter>
              <CssParameter name="fill-opacity">0.35</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#e69f00</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>message</Name>
          <Title>not looked at yet, or zoom in</Title>
          <ogc:Filter><ogc:Not><ogc:PropertyIsNull><ogc:PropertyName>message</ogc:PropertyName></ogc:PropertyIsNull></ogc:Not></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#808080</CssParameter>
              <CssParameter name="fill-opacity">0.15</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#606060</CssParameter>
              <CssParameter name="stroke-width">1</CssParameter>
              <CssParameter name="stroke-dasharray">6 4</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
          <TextSymbolizer>
            <Label><ogc:PropertyName>message</ogc:PropertyName></Label>
            <Font>
              <CssParameter name="font-family">SansSerif</CssParameter>
              <CssParameter name="font-size">12</CssParameter>
              <CssParameter name="font-weight">normal</CssParameter>
            </Font>
            <LabelPlacement>
              <PointPlacement>
                <AnchorPoint>
                  <AnchorPointX>0.5</AnchorPointX>
                  <AnchorPointY>0.5</AnchorPointY>
                </AnchorPoint>
              </PointPlacement>
            </LabelPlacement>
            <Halo>
              <Radius>1.5</Radius>
              <Fill>
                <CssParameter name="fill">#ffffff</CssParameter>
                <CssParameter name="fill-opacity">0.85</CssParameter>
              </Fill>
            </Halo>
            <Fill>
              <CssParameter name="fill">#1a1a1a</CssParameter>
            </Fill>
            <VendorOption name="autoWrap">160</VendorOption>
          </TextSymbolizer>
        </Rule>
      </FeatureTypeStyle>
    </UserStyle>
  </NamedLayer>
</StyledLayerDescriptor>
