// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import linnet.network.InputException;
import linnet.training.engine.Device;
import linnet.training.engine.Libtorch;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.FileStore;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Store;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;

/**
 * Where the processes of a training find each other: a small store of keys and values. On one
 * machine it is a file in a folder that only their user may enter (c10d's {@code FileStore}), and
 * what they exchange by Gloo stays on the loopback interface. Over several machines the leader
 * keeps it at an address known to all ({@code TCPStore}), and listens for it on all interfaces,
 * whatever the address; nobody who joins is asked who it is.
 */
public final class Rendezvous implements AutoCloseable {
  /** How long processes wait for each other to begin. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  /** How long one waits for another in the middle of the training. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private static final int POLL_MILLIS = 20;
  private static final String PRESENT = "linnet-present-";
  private static final int PORTS = 0xFFFF;
  private static final String LOOPBACK = "127.0.0.1";

  private final Store store;
  private final Optional<MeetingFolder> folder;
  private final String host;
  private final int rank;
  private final int size;

  private Rendezvous(Store store, Optional<MeetingFolder> folder, String host, int rank, int size) {
    this.store = store;
    this.folder = folder;
    this.host = host;
    this.rank = rank;
    this.size = size;
  }

  /**
   * Opens a meeting place for processes of this machine, as rank 0: a new {@link #folder}, which is
   * gone when this is closed.
   *
   * @param size number of processes, at least 2
   */
  public static Rendezvous here(int size) {
    return in(MeetingFolder.create(), 0, size);
  }

  /**
   * Goes to the {@link #folder} that the leader has opened on this machine.
   *
   * @param rank 1 to size - 1
   * @throws LostProcessException if it is gone
   */
  public static Rendezvous in(Path folder, int rank, int size) {
    return in(MeetingFolder.of(folder), rank, size);
  }

  private static Rendezvous in(MeetingFolder folder, int rank, int size) {
    Libtorch.start();
    Store store = new FileStore(folder.store().toString(), size);
    store.setTimeout(milliseconds(PATIENCE));
    return new Rendezvous(store, Optional.of(folder), LOOPBACK, rank, size);
  }

  /**
   * Opens a meeting place for processes of several machines, as rank 0.
   *
   * @param host this machine's name or address, by which the others reach it
   * @param port 1 to 65535, or 0 for a free one
   * @param size number of processes, at least 2
   * @throws LostProcessException if nothing can listen there
   */
  public static Rendezvous host(String host, int port, int size) {
    return open(resolve(host).getHostAddress(), port, 0, size);
  }

  /**
   * Goes to the leader's address, and waits for it up to {@link #PATIENCE}.
   *
   * @param rank 1 to size - 1
   * @throws LostProcessException if there is no leader
   */
  public static Rendezvous join(String host, int port, int rank, int size) {
    InetAddress leader = resolve(host);
    Rendezvous joined = open(leader.getHostAddress(), port, rank, size);
    return new Rendezvous(joined.store, Optional.empty(), own(leader, port), rank, size);
  }

  private static Rendezvous open(String host, int port, int rank, int size) {
    Libtorch.start();
    TCPStoreOptions options =
        new TCPStoreOptions()
            .port((short) port)
            .isServer(rank == 0)
            .numWorkers(new SizeTPointer(1).put(size))
            .waitWorkers(false)
            .timeout(milliseconds(PATIENCE));
    try {
      return new Rendezvous(new TCPStore(host, options), Optional.empty(), host, rank, size);
    } catch (RuntimeException e) {
      throw new LostProcessException(
          rank == 0
              ? "The training cannot listen on %s, port %d; choose another address."
                  .formatted(host, port)
              : "No training's process of rank 0 answers on %s, port %d; start it, or correct the address."
                  .formatted(host, port),
          e);
    }
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new InputException("There is no host called %s.".formatted(host), e);
    }
  }

  /** This machine's address on the way to the leader; nothing is sent. */
  private static String own(InetAddress leader, int port) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(leader, port));
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException e) {
      throw new InputException("This machine has no way to %s.".formatted(leader), e);
    }
  }

  private static Milliseconds milliseconds(Duration duration) {
    return new Milliseconds(duration.toMillis());
  }

  /** Where the leader listens; 0 if the processes meet in a {@link #folder}. */
  public int port() {
    return store instanceof TCPStore listening ? listening.getPort() & PORTS : 0;
  }

  /** Where the processes of this machine meet; empty if they meet at an address. */
  public Optional<Path> folder() {
    return folder.map(MeetingFolder::path);
  }

  /**
   * Waits for all processes and connects them: by NCCL if they have GPUs, else by Gloo.
   *
   * @param device where this process trains
   * @param whileWaiting called again and again; may throw to give up
   * @throws LostProcessException if one does not come within {@link #PATIENCE}
   * @throws InputException if they do not all train on the same kind of device
   */
  public Collective meet(Device device, Runnable whileWaiting) {
    try {
      store.set(PRESENT + rank, device.name());
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (int other = 0; other < size; other++) {
        await(other, end, whileWaiting);
        requireSame(device, other);
      }
      return new TorchCollective(StandardOutput.spared(() -> connect(device)), device, rank, size);
    } catch (RuntimeException e) {
      throw e.getClass() == RuntimeException.class
          ? new LostProcessException(
              "The processes of this training cannot be connected (%s); see that they reach each other."
                  .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
              e)
          : e;
    }
  }

  private void await(int other, long end, Runnable whileWaiting) {
    while (!store.check(new StringVector(PRESENT + other))) {
      whileWaiting.run();
      if (System.nanoTime() > end) {
        throw new LostProcessException(
            "The training's process of rank %d has not come; start all %d of them."
                .formatted(other, size));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for other processes", e);
    }
  }

  private void requireSame(Device device, int other) {
    String theirs = store.get_to_str(PRESENT + other);
    if (!theirs.equals(device.name())) {
      throw new InputException(
          "The training's process of rank %d runs on %s, that of rank %d on %s; let all run on the same."
              .formatted(rank, device, other, theirs));
    }
  }

  private Backend connect(Device device) {
    if (device == Device.CUDA) {
      ProcessGroupNCCL group = new ProcessGroupNCCL(store, rank, size);
      group.setTimeout(milliseconds(SILENCE));
      return group;
    }
    ProcessGroupGloo.Options options = ProcessGroupGloo.Options.create(milliseconds(SILENCE));
    options.devices().push_back(ProcessGroupGloo.createDeviceForHostname(host));
    return new ProcessGroupGloo(store, rank, size, options);
  }

  @Override
  public void close() {
    store.close();
    if (rank == 0) {
      folder.ifPresent(MeetingFolder::delete);
    }
  }
}
