package dev.symbolon.endtoend;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The modules of the plan for Hybrid")
@ParameterizedClass(name = "{0}, {1}, {2} client")
@CsvSource({
    "code id_token,default,dynamic",
    "code id_token,default,static",
    "code token,default,dynamic",
    "code token,default,static",
    "code id_token token,default,dynamic",
    "code id_token token,default,static"
})
class HybridPlanTest extends CorePlan {}
