# What the launchers of Symbolon share: finding Java, and how the JVM runs a program. Sourced by bin/symbolon, and by the
# launcher of a checkout.
# shellcheck shell=bash

oldest_java=25
# A program that every usable Java has, besides java itself; javac where something is to be built.
needed_of_java=java

say() {
    printf 'symbolon: %s\n' "$*" >&2
}

fail() {
    say "$@"
    exit 1
}

# --- Java ---

# Prints the feature release (25 for 25.0.1) of the Java in a folder, or nothing if there is none.
java_release() {
    [[ -x $1/bin/java && -x $1/bin/$needed_of_java && -r $1/release ]] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

is_new_enough() {
    local release
    release=$(java_release "$1")
    [[ -n $release && $release -ge $oldest_java ]]
}

java_on_path() {
    local java
    java=$(command -v java) || return 0
    dirname "$(dirname "$(readlink -f "$java")")"
}

java_folders() {
    printf '%s\n' /usr/lib/jvm/* /opt/* ~/.sdkman/candidates/java/* ~/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home
}

# Prints the Java to use: JAVA_HOME, the one on the PATH, or the oldest in the usual folders that is new enough.
find_java() {
    local home release
    for home in "${JAVA_HOME:-}" "$(java_on_path)"; do
        if [[ -n $home ]] && is_new_enough "$home"; then
            printf '%s\n' "$home"
            return
        fi
    done
    java_folders | while read -r home; do
        release=$(java_release "$home")
        if [[ -n $release && $release -ge $oldest_java ]]; then
            printf '%s\t%s\n' "$release" "$home"
        fi
    done | LC_ALL=C sort -k1,1n -k2 | sed -n '1s/^[0-9]*\t//p'
}

describe_java() {
    local release
    release=$(java_release "$2")
    printf '  %-10s %s (%s)\n' "$1" "${2:-not set}" "${release:+JDK }${release:-no JDK}" >&2
}

# Finds the Java to use, and says what was looked at if there is none.
require_java() {
    local home
    jdk=$(find_java)
    [[ -z $jdk ]] || return 0
    say "there is no JDK $oldest_java or newer. These were looked at:"
    describe_java JAVA_HOME "${JAVA_HOME:-}"
    describe_java PATH "$(java_on_path)"
    java_folders | while read -r home; do
        [[ -z $(java_release "$home") ]] || describe_java folder "$home"
    done
    cat >&2 <<TEXT
  and everything else in /usr/lib/jvm, /opt, ~/.sdkman/candidates/java, ~/.jdks and /Library/Java/JavaVirtualMachines

Either unpack any JDK $oldest_java and set JAVA_HOME to its folder, or install one:
  Debian, Ubuntu   apt-get install temurin-$oldest_java-jdk, from Adoptium's repository (https://adoptium.net/installation/linux)
  macOS            brew install --cask temurin@$oldest_java
  SDKMAN           sdk install java $oldest_java-tem
TEXT
    exit 1
}

# --- Running ---

# Prints the class path of the jars that are given: always in the same order, as the ahead-of-time cache demands, and of the native
# libraries only the one for this machine.
class_path() {
    local jar path=
    for jar in "$@"; do
        case $jar in
            *CryptoProvider-*-linux-x86_64.jar) [[ $OSTYPE$HOSTTYPE == linux*x86_64 ]] || continue ;;
            *CryptoProvider-*-linux-aarch_64.jar) [[ $OSTYPE$HOSTTYPE == linux*aarch64 ]] || continue ;;
            *CryptoProvider-*-osx-x86_64.jar) [[ $OSTYPE$HOSTTYPE == darwin*x86_64 ]] || continue ;;
            *CryptoProvider-*-osx-aarch_64.jar) [[ $OSTYPE$HOSTTYPE == darwin*a*64 && $HOSTTYPE != x86_64 ]] || continue ;;
        esac
        path+=${path:+:}$jar
    done
    printf '%s\n' "$path"
}

# What the JVM would say of a cache that is not for it.
unsaid='-Xlog:aot=off,aot*=off,cds=off,cds*=off'

# Where native libraries lie unpacked, each in a folder that is named for its jar: beside the cache.
natives_beside() {
    printf '%s/natives\n' "$(dirname "$1")"
}

# Adds the options by which native libraries that lie unpacked are used as they are: add_natives CACHE CLASS_PATH
# Of any others each start unpacks a copy into the folder for temporary files.
add_natives() {
    local jar folder jars
    IFS=: read -ra jars <<<"$2"
    for jar in "${jars[@]}"; do
        folder=$(natives_beside "$1")/$(basename "$jar" .jar)
        [[ -d $folder ]] || continue
        case $folder in
            */sqlite-jdbc-*) options=("-Dorg.sqlite.lib.path=$folder" "${options[@]}") ;;
            */AmazonCorrettoCryptoProvider-*)
                options=("-Djava.library.path=$folder" -Dcom.amazon.corretto.crypto.provider.useExternalLib=true "${options[@]}")
                ;;
        esac
    done
}

# Replaces this script by a program: java_program CACHE CLASS_PATH MAIN ARGUMENTS…
# The cache is used if it was made by this very Java for these very jars and options; if not, the program starts without.
java_program() {
    local cache=$1 path=$2 options
    shift 2
    read -ra options <<<"-Dsymbolon ${JAVA_OPTS:-} ${SYMBOLON_JAVA_OPTS:-}"
    [[ $cache == none ]] || add_natives "$cache" "$path"
    [[ ! -r $cache ]] || options=("-XX:AOTCache=$cache" "$unsaid" "${options[@]}")
    exec "$jdk/bin/java" "@$launcher_files/jvm.options" "${options[@]}" -cp "$path" "$@"
}

# Makes the cache of a program by rehearsing what a provider does most, and unpacks native libraries: make_cache CACHE CLASS_PATH NICENESS
# It takes some ten seconds, and leaves the cache as it was if it fails.
make_cache() {
    local cache=$1 path=$2 options log
    read -ra options <<<"-Dsymbolon ${JAVA_OPTS:-} ${SYMBOLON_JAVA_OPTS:-}"
    log=$(mktemp)
    if nice -n "$3" "$jdk/bin/java" "@$launcher_files/jvm.options" "${options[@]}" "-XX:AOTCacheOutput=$cache.next" \
        -cp "$path" dev.symbolon.server.Rehearsal "$(natives_beside "$cache")" >"$log" 2>&1 && [[ -s $cache.next ]]; then
        chmod a+r "$cache.next"
        mv "$cache.next" "$cache"
        rm "$log"
    else
        cat "$log" >&2
        rm -f "$log" "$cache.next"
        return 1
    fi
}
