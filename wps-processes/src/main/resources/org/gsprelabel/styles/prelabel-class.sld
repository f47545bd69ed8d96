<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor version="1.0.0"
    xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.opengis.net/sld http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd">
  <!-- Names of classes are compared word by word, since "street" has a tree in it and "carpet" a car: a word begins and ends where no
       letter (\P{L}) is. What is excluded is left to a later rule: a plane tree is no plane, and a forest road no forest. -->
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
          <ogc:Filter><ogc:And>
            <ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i)(.*\P{L})?(roof(s|top|tops|ing)?|(out)?buildings?|[a-z]*houses?)(\P{L}.*)?</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo>
            <ogc:Not><ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i)(.*\P{L})?(solar|photovoltaics?)(\P{L}.*)?</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Not>
          </ogc:And></ogc:Filter>
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
          <ogc:Filter>
            <ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i)(.*\P{L})?(solar|photovoltaics?)(\P{L}.*)?</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo>
          </ogc:Filter>
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
          <ogc:Filter><ogc:And>
            <ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i)(.*\P{L})?([a-z]*vehicles?|(street|rail)?cars?|[a-z]*trucks?|(air|battle|cruise|war)?ships?|[a-z]*planes?)(\P{L}.*)?</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo>
            <ogc:Not><ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i).*\P{L}(trees?|parks?|parking|lots?|spaces?)</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Not>
          </ogc:And></ogc:Filter>
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
          <ogc:Filter><ogc:And>
            <ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i)(.*\P{L})?(trees?|treetops?|[a-z]*vegetation|[a-z]*forests?|crops?|croplands?)(\P{L}.*)?</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo>
            <ogc:Not><ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i).*\P{L}(roads?|streets?)</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Not>
          </ogc:And></ogc:Filter>
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
          <ogc:Filter><ogc:And>
            <ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i)(.*\P{L})?(water(s|way|ways|body|bodies|course|courses|falls?)?|[a-z]*water|rivers?|river(bed|bank|side)s?|(whirl)?pools?)(\P{L}.*)?</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo>
            <ogc:Not><ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i).*\P{L}(roads?|streets?)</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Not>
          </ogc:And></ogc:Filter>
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
          <ogc:Filter>
            <ogc:PropertyIsEqualTo><ogc:Function name="strMatches"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>(?i)(.*\P{L})?([a-z]*roads?|road(way|side)s?|streets?|parking|car\P{L}parks?)(\P{L}.*)?</ogc:Literal></ogc:Function><ogc:Literal>true</ogc:Literal></ogc:PropertyIsEqualTo>
          </ogc:Filter>
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
