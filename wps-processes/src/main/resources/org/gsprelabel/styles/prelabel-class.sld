<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor version="1.0.0"
    xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.opengis.net/sld http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd">
  <NamedLayer>
    <Name>prelabel-class</Name>
    <UserStyle>
      <Title>Pre-labels by class</Title>
      <Abstract>A colour for each class, by its name; colours that people with any colour vision tell apart (M. Okabe and K. Ito).</Abstract>
      <FeatureTypeStyle>
        <Rule>
          <Name>red-roof</Name>
          <Title>red roof</Title>
          <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>red roof</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#d55e00</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#d55e00</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>blue-roof</Name>
          <Title>blue roof</Title>
          <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>blue roof</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#0072b2</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#0072b2</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>grey-roof</Name>
          <Title>grey roof</Title>
          <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>grey roof</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#f0e442</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#f0e442</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>building</Name>
          <Title>roof, building, house</Title>
          <ogc:Filter><ogc:Or><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*roof*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*building*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*house*</ogc:Literal></ogc:PropertyIsLike></ogc:Or></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#d55e00</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#d55e00</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>solar</Name>
          <Title>solar panel</Title>
          <ogc:Filter><ogc:Or><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*solar*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*photovoltaic*</ogc:Literal></ogc:PropertyIsLike></ogc:Or></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#f0e442</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#f0e442</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>vehicle</Name>
          <Title>car, truck, ship, plane</Title>
          <ogc:Filter><ogc:Or><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*vehicle*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*car*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*truck*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*ship*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*plane*</ogc:Literal></ogc:PropertyIsLike></ogc:Or></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#cc79a7</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#cc79a7</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>vegetation</Name>
          <Title>tree, vegetation, crop</Title>
          <ogc:Filter><ogc:Or><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*tree*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*vegetation*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*forest*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*crop*</ogc:Literal></ogc:PropertyIsLike></ogc:Or></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#009e73</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#009e73</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>water</Name>
          <Title>water, river, pool</Title>
          <ogc:Filter><ogc:Or><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*water*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*river*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*pool*</ogc:Literal></ogc:PropertyIsLike></ogc:Or></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#56b4e9</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#56b4e9</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>road</Name>
          <Title>road, parking</Title>
          <ogc:Filter><ogc:Or><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*road*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*street*</ogc:Literal></ogc:PropertyIsLike><ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*parking*</ogc:Literal></ogc:PropertyIsLike></ogc:Or></ogc:Filter>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#999999</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#999999</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <Rule>
          <Name>other</Name>
          <Title>other classes</Title>
          <ElseFilter/>
          <PolygonSymbolizer>
            <Fill>
              <CssParameter name="fill">#e69f00</CssParameter>
              <CssParameter name="fill-opacity">0.45</CssParameter>
            </Fill>
            <Stroke>
              <CssParameter name="stroke">#e69f00</CssParameter>
              <CssParameter name="stroke-width">1.5</CssParameter>
            </Stroke>
          </PolygonSymbolizer>
        </Rule>
        <VendorOption name="ruleEvaluation">first</VendorOption>
      </FeatureTypeStyle>
    </UserStyle>
  </NamedLayer>
</StyledLayerDescriptor>
