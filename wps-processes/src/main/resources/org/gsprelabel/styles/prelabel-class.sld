<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor version="1.0.0"
    xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.opengis.net/sld http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd">
  <!-- The last word of a name tells what a thing is: a street tree is a tree, and a forest road a road. So names are compared from their end,
       and never by a part of a word: "street" has a tree in it, and "carpet" a car. With PropertyIsLike alone, which QGIS reads, too. -->
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
            <ogc:Or>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>roof</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*roof</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*roofs</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>roof *</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>roof_*</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*rooftop</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*rooftops</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*building</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*buildings</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>building *</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>building_*</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*house</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*houses</ogc:Literal></ogc:PropertyIsLike>
            </ogc:Or>
            <ogc:Not><ogc:Or>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*solar*</ogc:Literal></ogc:PropertyIsLike>
              <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*photovoltaic*</ogc:Literal></ogc:PropertyIsLike>
            </ogc:Or></ogc:Not>
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
          <ogc:Filter><ogc:Or>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*solar*</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*photovoltaic*</ogc:Literal></ogc:PropertyIsLike>
          </ogc:Or></ogc:Filter>
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
          <ogc:Filter><ogc:Or>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*vehicle</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*vehicles</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*car</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*cars</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*truck</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*trucks</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>ship</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>ships</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>* ship</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>* ships</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*_ship</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*_ships</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*-ship</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*-ships</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*warship</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*warships</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*plane</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*planes</ogc:Literal></ogc:PropertyIsLike>
          </ogc:Or></ogc:Filter>
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
          <ogc:Filter><ogc:Or>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>tree *</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>tree_*</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*tree</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*trees</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*vegetation</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*forest</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*forests</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>crop</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>crops</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>* crop</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>* crops</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*_crop</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*_crops</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*-crop</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*-crops</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>cropland</ogc:Literal></ogc:PropertyIsLike>
          </ogc:Or></ogc:Filter>
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
          <ogc:Filter><ogc:Or>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*water</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>waterway</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>waterways</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>water body</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>water_body</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>waterbody</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>water bodies</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>river</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>rivers</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>* river</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>* rivers</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*_river</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*-river</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>pool</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>pools</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>* pool</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>* pools</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*_pool</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*_pools</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*-pool</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*-pools</ogc:Literal></ogc:PropertyIsLike>
          </ogc:Or></ogc:Filter>
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
          <ogc:Filter><ogc:Or>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*road</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*roads</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*street</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*streets</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*parking</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*parking lot</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*parking lots</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*parking_lot</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*parking-lot</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*car park</ogc:Literal></ogc:PropertyIsLike>
            <ogc:PropertyIsLike wildCard="*" singleChar="?" escape="!" matchCase="false"><ogc:PropertyName>class_name</ogc:PropertyName><ogc:Literal>*car parks</ogc:Literal></ogc:PropertyIsLike>
          </ogc:Or></ogc:Filter>
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
