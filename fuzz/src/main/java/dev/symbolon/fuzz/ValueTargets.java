package dev.symbolon.fuzz;

import static dev.symbolon.fuzz.Refusals.roundTrip;
import static dev.symbolon.fuzz.Refusals.tolerated;

import dev.symbolon.client.LocalPath;
import dev.symbolon.client.PendingLogin;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.AuthReqId;
import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.BindingMessage;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.CodeChallenge;
import dev.symbolon.protocol.CodeVerifier;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Network;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.State;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.server.user.Passwords;
import java.util.List;
import java.util.function.Function;

/** Values of one line: parameters, addresses, identifiers. */
final class ValueTargets {

    private static final List<Function<String, ?>> PARSERS = List.of(
            ClientId::parse,
            Subject::parse,
            Audience::parse,
            State::parse,
            Nonce::parse,
            Prompt::parse,
            GrantType::parse,
            ResponseType::parse,
            ResponseMode::parse,
            CodeChallenge::parse,
            CodeVerifier::parse,
            AuthorizationCode::parse,
            AuthorizationDetails::parse,
            AccessToken::parse,
            RefreshToken::parse,
            IdToken::parse,
            AuthReqId::parse,
            BindingMessage::parse,
            Passwords::isHash,
            LocalPath::parse,
            PendingLogin::parse);

    static final List<Target> ALL = List.of(
            new Target("form", text -> roundTrip(text, Parameters::parse, Parameters::encoded)),
            new Target("redirect-uri", text -> roundTrip(text, RedirectUri::parse, RedirectUri::toString)),
            new Target("issuer", text -> roundTrip(text, Issuer::parse, Issuer::toString)),
            new Target("scope", text -> roundTrip(text, Scope::parse, Scope::toString)),
            new Target("network", text -> roundTrip(text, Network::parse, Network::toString)),
            new Target("certificate", text -> tolerated(() -> ClientCertificate.parse(text))),
            new Target("value", text -> PARSERS.forEach(parser -> tolerated(() -> parser.apply(text)))));

    private ValueTargets() {}
}
