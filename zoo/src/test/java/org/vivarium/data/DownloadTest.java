package org.vivarium.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.data.Download.Remote;

class DownloadTest {
  private static final byte[] CONTENT = "ten thousand pictures".repeat(10_000).getBytes(UTF_8);

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/data/set.bin", 200, CONTENT, CONTENT.length);
    answer("/short.bin", 200, CONTENT, CONTENT.length + 1000);
    answer("/gone.bin", 404, new byte[0], -1);
    server.createContext(
        "/moved.bin",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/data/set.bin");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
  }

  private void answer(String path, int status, byte[] body, long claimed) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, claimed);
          if (body.length > 0) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesOnceAndKeepsWhatIsThere() throws IOException {
    Path deep = folder.resolve("not/yet/there");
    Path file = Download.fetch(remote("/data/set.bin", CONTENT), deep, true);
    assertThat(file).isEqualTo(deep.resolve("set.bin")).hasBinaryContent(CONTENT);
    assertThat(names(deep)).containsExactly("set.bin");
    server.stop(0);
    assertThat(Download.fetch(remote("/data/set.bin", CONTENT), deep, true)).isEqualTo(file);
  }

  @Test
  void followsRedirects() throws IOException {
    assertThat(Download.fetch(remote("/moved.bin", CONTENT), folder, false))
        .hasBinaryContent(CONTENT);
  }

  @Test
  void wrongChecksumLeavesNothing() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Download.fetch(remote("/data/set.bin", new byte[1]), folder, true))
        .withMessageContainingAll(
            "'set.bin'", hash(CONTENT), hash(new byte[1]), "Nothing was kept");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void failuresNameFileAddressAndFolder() throws IOException {
    for (String path : List.of("/gone.bin", "/short.bin")) {
      Remote remote = remote(path, CONTENT);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Download.fetch(remote, folder, true))
          .withMessageContainingAll(
              "'" + path.substring(1) + "'", remote.address().toString(), folder.toString());
    }
    Remote remote = remote("/data/set.bin", CONTENT);
    server.stop(0); // and there is no network
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Download.fetch(remote, folder, true))
        .withMessageContainingAll(
            "'set.bin' is not in '" + folder + "'",
            remote.address().toString(),
            "ConnectException",
            "put it into that folder");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Download.fetch(remote("/data/set.bin", CONTENT), file, true))
        .withMessageContainingAll("set.bin", "cannot be written to", "--data-dir");
  }

  @Test
  void unpacksFilesAndKeepsWhatIsThere() throws IOException {
    Path archive =
        archive(
            entry("set/", null), entry("set/a.bin", "new a"), entry("./set/deep/b.bin", "new b"));
    Files.createDirectories(folder.resolve("set"));
    Files.writeString(folder.resolve("set/a.bin"), "old a");
    Download.unpack(archive, folder);
    assertThat(folder.resolve("set/a.bin")).hasContent("old a");
    assertThat(folder.resolve("set/deep/b.bin")).hasContent("new b");
    assertThat(names(folder.resolve("set/deep"))).containsExactly("b.bin");
  }

  @Test
  void entriesThatLeadOutAreRefused() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
    link.setLinkName("..");
    for (Object[] bad :
        List.of(
            entry("../evil", "x"),
            entry("a/../../evil", "x"),
            entry(folder.resolve("evil").toString(), "x"),
            new Object[] {link, null})) {
      Path archive = archive(bad, entry("after", "x"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Download.unpack(archive, inner))
          .withMessageContaining("leads out of");
      assertThat(folder.resolve("evil")).doesNotExist();
      assertThat(names(inner)).isEmpty();
    }
  }

  @Test
  void damagedArchiveIsNamed() throws IOException {
    Path archive = archive(entry("a", "x".repeat(100_000)));
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
    Path inner = folder.resolve("inner");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Download.unpack(archive, inner))
        .withMessageContainingAll("set.tar.gz", "could not be unpacked");
    assertThat(names(inner)).isEmpty();
  }

  private Remote remote(String path, byte[] content) {
    return new Remote("http://127.0.0.1:" + server.getAddress().getPort() + path, hash(content));
  }

  private static String hash(byte[] content) {
    return HexFormat.of().formatHex(Images.sha256().digest(content));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private static Object[] entry(String name, String content) {
    return new Object[] {new TarArchiveEntry(name, true), content};
  }

  private Path archive(Object[]... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Object[] pair : entries) {
        TarArchiveEntry entry = (TarArchiveEntry) pair[0];
        byte[] content = pair[1] == null ? new byte[0] : ((String) pair[1]).getBytes(UTF_8);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return Files.write(folder.resolve("set.tar.gz"), bytes.toByteArray());
  }
}
