package dev.symbolon.endtoend;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The modules of the plan for Form Post Basic, Implicit and Hybrid")
@ParameterizedClass(name = "{0}, {1}, {2} client")
@CsvSource({
    "code,form_post,dynamic",
    "code,form_post,static",
    "id_token,form_post,dynamic",
    "id_token,form_post,static",
    "id_token token,form_post,dynamic",
    "id_token token,form_post,static",
    "code id_token,form_post,dynamic",
    "code id_token,form_post,static",
    "code token,form_post,dynamic",
    "code token,form_post,static",
    "code id_token token,form_post,dynamic",
    "code id_token token,form_post,static"
})
class FormPostPlanTest extends CorePlan {}
