package io.modicum.local.process;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another main class and ends the JVM when its parent is gone, however that ended: the parent
 * holds the other end of our standard input, and the operating system closes it.
 */
public final class ParentWatchdog {

  private ParentWatchdog() {}

  /** Takes the main class and its arguments. */
  public static void main(String[] args) throws Exception {
    watch();
    Method main = Class.forName(args[0]).getMethod("main", String[].class);
    main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  /** Ends this JVM, in good order, when standard input ends. */
  private static void watch() {
    Thread watchdog =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException gone) {
                // The same news as an end of input.
              }
              System.exit(0);
            },
            "parent-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }
}
