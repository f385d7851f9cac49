#!/usr/bin/env bash
# Lays out the file system of the image: make-root.sh JDK ARCHIVE ROOT
# It holds a Java with the modules that are needed, the system's libraries that this and the native libraries link to, and what the
# archive holds. So the image needs no base, and the ahead-of-time cache was made by the very Java that uses it.
set -euo pipefail

jdk=$1 archive=$2 root=$3
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml
modules+=,jdk.crypto.ec,jdk.localedata,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

# The cache knows the jars by their times too, and Jib gives this one to every file.
same_time() {
    find "$root" -exec touch -h -d 1970-01-01T00:00:01Z {} +
}

java() {
    "$jdk/bin/jlink" --add-modules "$modules" --include-locales en,de --strip-java-debug-attributes --no-header-files \
        --no-man-pages --generate-cds-archive --output "$root/opt/java"
}

# The libraries that a file links to, by the names by which it asks for them.
linked_by() {
    ldd "$@" 2>/dev/null | grep -oE '/[^ ]+' | grep -E '\.so(\.|$)' | grep -v ':$' | sort -u
}

system_libraries() {
    local native library
    native=$(mktemp -d)
    unzip -qoj "$root"/opt/symbolon/lib/AmazonCorrettoCryptoProvider-*.jar '*.so' \
        -d "$native"
    unzip -qoj "$root"/opt/symbolon/lib/sqlite-jdbc-*.jar "org/sqlite/native/Linux/$(uname -m)/*.so" -d "$native"
    linked_by "$root/opt/java/bin/java" "$root"/opt/java/lib/*.so "$root"/opt/java/lib/server/*.so "$native"/*.so |
        grep -v "^$root" | while read -r library; do
        mkdir -p "$root$(dirname "$library")"
        cp -L "$library" "$root$library"
    done
    rm -r "$native"
}

accounts() {
    mkdir -p "$root/etc" "$root/tmp" "$root/var/lib/symbolon"
    printf 'root:x:0:0:root:/:/none\nsymbolon:x:10001:10001:symbolon:/var/lib/symbolon:/none\n' >"$root/etc/passwd"
    printf 'root:x:0:\nsymbolon:x:10001:\n' >"$root/etc/group"
    printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
}

program() {
    mkdir -p "$root/opt/symbolon"
    tar -xzf "$archive" -C "$root/opt/symbolon" --strip-components=1
    find "$root/opt/symbolon/lib" -name 'AmazonCorrettoCryptoProvider-*' \
        ! -name "*-linux-$(uname -m | sed s/aarch64/aarch_64/).jar" -delete
    rm -rf "$root/opt/symbolon/systemd"
}

# The options of the launcher, with the class path in its order and with the cache.
options() {
    local LC_ALL=C jars
    jars=("$root"/opt/symbolon/lib/*.jar)
    {
        cat "$root/opt/symbolon/lib/jvm.options"
        printf '%s\n' "-XX:AOTCache=/opt/symbolon/lib/symbolon.aot" -Xlog:aot=off,aot*=off,cds=off,cds*=off
        printf -- '-cp\n%s\n' "$(IFS=: && printf '%s' "${jars[*]#"$root"}")"
    } >"$root/opt/symbolon/lib/image.options"
}

rm -rf "$root"
mkdir -p "$root"
java
program
system_libraries
accounts
options
same_time
JAVA_HOME=$root/opt/java "$root/opt/symbolon/bin/symbolon" optimise
rm "$root/opt/symbolon/lib/symbolon.aot.for"
same_time
