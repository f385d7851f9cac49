package dev.symbolon.endtoend;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The modules of the plan for FAPI CIBA: what works for clients that poll")
@ParameterizedClass(name = "{0}, {1}, {2} client")
@CsvSource({
    "poll,private_key_jwt,static",
    "poll,private_key_jwt,dynamic",
    "poll,self_signed_tls_client_auth,static",
    "poll,self_signed_tls_client_auth,dynamic"
})
class FapiCibaPollPlanTest extends FapiCibaWorkingPlan {}
