package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.key.Seal;
import java.time.Instant;
import java.util.Optional;

/** Seals interactions, so that a browser can carry them and nobody can read, change or make one. */
public final class Interactions {

    private final Seal seal;

    public Interactions(Seal seal) {
        this.seal = seal;
    }

    public String seal(Interaction interaction) {
        return seal.seal(Seal.Purpose.INTERACTION, write(interaction).toString());
    }

    public Optional<Interaction> open(String sealed) {
        return seal.open(Seal.Purpose.INTERACTION, sealed, text -> read(JsonObject.parse(text)));
    }

    public String seal(Question question) {
        JsonObject json = write(question.interaction())
                .with("asked_of", question.subject())
                .with("asked", question.asked().toString());
        return seal.seal(Seal.Purpose.INTERACTION, json.toString());
    }

    /** The question, if that is what was sealed; an interaction without one is none. */
    public Optional<Question> openQuestion(String sealed) {
        return seal.open(Seal.Purpose.INTERACTION, sealed, text -> readQuestion(JsonObject.parse(text)));
    }

    private static Question readQuestion(JsonObject json) {
        return new Question(
                read(json), new Subject(json.requiredString("asked_of")), Scope.parse(json.requiredString("asked")));
    }

    private static JsonObject write(Interaction interaction) {
        return RequestJson.write(interaction.request())
                .with("requested_at", interaction.requestedAt().toEpochMilli())
                .with("browser", interaction.browser());
    }

    private static Interaction read(JsonObject json) {
        return new Interaction(
                RequestJson.read(json),
                Instant.ofEpochMilli(json.number("requested_at").orElseThrow()),
                json.requiredString("browser"));
    }
}
