package dev.symbolon.endtoend;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The modules of the plan for Basic")
@ParameterizedClass(name = "{0}, {1}, {2} client")
@CsvSource({"code,default,dynamic", "code,default,static"})
class BasicPlanTest extends CorePlan {}
