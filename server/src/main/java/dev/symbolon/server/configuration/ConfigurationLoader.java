package dev.symbolon.server.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the configuration: flags go before the environment, the environment before the file, and the file before the defaults.
 *
 * <p>Without a file being named, {@code SYMBOLON_CONFIG} names it, or it is {@code symbolon.yaml} in the working folder, if there
 * is one. With nothing set at all, the provider runs for this machine alone, with its data in {@code ./data}.
 */
public final class ConfigurationLoader {

    private static final String VARIABLE = "SYMBOLON_CONFIG";
    private static final String USUAL_FILE = "symbolon.yaml";

    private ConfigurationLoader() {}

    /**
     * @param flags of the form {@code --key=value}
     * @throws ConfigurationException with everything that is wrong
     */
    public static Configuration load(Optional<Path> file, Map<String, String> environment, List<String> flags) {
        return load(Path.of(""), file, environment, flags);
    }

    static Configuration load(Path folder, Optional<Path> file, Map<String, String> environment, List<String> flags) {
        Problems problems = new Problems();
        YamlNode.Mapping inFile = file.or(() -> named(environment))
                .or(() -> Optional.of(folder.resolve(USUAL_FILE)).filter(Files::exists))
                .map(path -> YamlReader.read(path, problems))
                .orElseGet(() -> new YamlNode.Mapping(new Place("the configuration", folder, 0, ""), Map.of()));
        YamlNode.Mapping all = new Overrides(inFile, folder, problems)
                .environment(environment)
                .flags(flags)
                .mapping(inFile.place());
        Configuration configuration = new ConfigurationReader(folder, problems).read(all);
        problems.refuseAny();
        return configuration;
    }

    private static Optional<Path> named(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }
}
