package org.vivarium.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Files of published data sets, fetched once and kept only when their checksum is right. */
public final class Download {
  private Download() {}

  /** A published file: where it lies and the SHA-256 of its bytes in hex. */
  public record Remote(URI address, String sha256) {
    public Remote(String address, String sha256) {
      this(URI.create(address), sha256);
    }

    /** The file's own name, the last part of its address. */
    public String file() {
      return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
    }
  }

  /**
   * The file in this folder, downloaded when it is not there. What arrives is written beside it and
   * moved into place after its checksum; nothing is left of a failed download.
   */
  public static Path fetch(Remote remote, Path folder, boolean quiet) throws IOException {
    Path target = folder.resolve(remote.file());
    if (Files.exists(target)) {
      return target;
    }
    Path part = partFor(target);
    try {
      String found = copy(remote, part, quiet);
      if (!found.equals(remote.sha256())) {
        throw new IllegalArgumentException(
            ("'%s' as downloaded from %s has SHA-256 %s instead of %s: it was damaged on the way or"
                    + " changed at its source. Nothing was kept; try again, or put the right file"
                    + " into '%s'")
                .formatted(remote.file(), remote.address(), found, remote.sha256(), folder));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return target;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          ("'%s' is not in '%s' and could not be downloaded from %s (%s). Check the network, or"
                  + " fetch the file on another machine and put it into that folder")
              .formatted(remote.file(), folder, remote.address(), reason(e)),
          e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Unpacks the plain files of a {@code .tar.gz} below this folder, each moved into place when
   * whole; a file that is already there stays as it is. Links, and names that lead out of the
   * folder, are refused.
   */
  public static void unpack(Path archive, Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(raw, 1 << 16))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        Path target = root.resolve(e.getName()).normalize();
        boolean plain = // isFile() is true of links
            e.getLinkFlag() == TarConstants.LF_NORMAL || e.getLinkFlag() == TarConstants.LF_OLDNORM;
        if (!target.startsWith(root) || !(e.isDirectory() || plain)) {
          throw new IllegalArgumentException(
              "'%s' holds '%s', which is a link or leads out of '%s': it was not unpacked further"
                  .formatted(archive, e.getName(), folder));
        }
        if (!e.isDirectory() && !Files.exists(target)) {
          Path part = partFor(target);
          try {
            Files.copy(tar, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
          } finally {
            Files.deleteIfExists(part);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "'%s' could not be unpacked into '%s' (%s); delete it to have it downloaded again"
              .formatted(archive, folder, reason(e)),
          e);
    }
  }

  /** Streams the file to disk; the SHA-256 of what came. */
  private static String copy(Remote remote, Path part, boolean quiet) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(remote.address()).timeout(Duration.ofSeconds(60)).build();
    HttpResponse<InputStream> response;
    try {
      response = client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the download of " + remote.file() + " was interrupted");
    }
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    try (InputStream in = response.body();
        OutputStream out = Files.newOutputStream(part);
        ProgressBar bar = quiet ? null : bar(remote.file(), length)) {
      if (response.statusCode() != 200) {
        throw new IOException("the server answered " + response.statusCode());
      }
      MessageDigest digest = Images.sha256();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
        if (bar != null) {
          bar.stepBy(n);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private static ProgressBar bar(String file, long length) {
    return new ProgressBarBuilder() // on standard error
        .setTaskName(file)
        .setInitialMax(length)
        .setUnit(" kB", 1000)
        .setStyle(ProgressBarStyle.ASCII)
        .build();
  }

  private static Path partFor(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      return Files.createTempFile(folder, target.getFileName().toString(), ".part");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "'%s' is not there, and its folder cannot be written to (%s): choose another with"
                  .formatted(target, reason(e))
              + " --data-dir",
          e);
    }
  }

  private static String reason(IOException e) {
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null || e.getMessage().isBlank() ? name : name + ": " + e.getMessage();
  }
}
