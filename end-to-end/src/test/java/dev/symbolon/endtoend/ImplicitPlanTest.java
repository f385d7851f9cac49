package dev.symbolon.endtoend;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The modules of the plan for Implicit")
@ParameterizedClass(name = "{0}, {1}, {2} client")
@CsvSource({
    "id_token,default,dynamic",
    "id_token,default,static",
    "id_token token,default,dynamic",
    "id_token token,default,static"
})
class ImplicitPlanTest extends CorePlan {}
