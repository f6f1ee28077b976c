package prefmill.runners.bench.gate;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Bytes that this JVM's threads allocated on the heap, those that have ended too: its growth
 * between every two collections, and since the last.
 *
 * <p>That is exact but for the unused ends of threads' buffers if nothing is collected beside the
 * threads (-XX:+UseSerialGC) and the buffers are small (-XX:TLABSize=64k -XX:-ResizeTLAB).
 */
final class Allocation implements NotificationListener {
  private static final List<MemoryPoolMXBean> HEAP =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  private long collections;
  private long left;
  private long allocated;

  private Allocation(long collections) {
    this.collections = collections;
  }

  /** Counts from now on. */
  static Allocation watch() throws InterruptedException {
    Allocation allocation = new Allocation(all());
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector).addNotificationListener(allocation, null, null);
    }
    return allocation;
  }

  /** Bytes since some time before it watched: only the difference of two of these tells. */
  synchronized long bytes() throws InterruptedException {
    while (true) {
      long wanted = all();
      while (collections < wanted) {
        wait();
      }
      long used = usedNow();
      if (all() == wanted) {
        return allocated + used - left;
      }
    }
  }

  @Override
  public synchronized void handleNotification(Notification notification, Object handback) {
    GcInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
            .getGcInfo();
    allocated += used(info.getMemoryUsageBeforeGc()) - left;
    left = used(info.getMemoryUsageAfterGc());
    collections++;
    notifyAll();
  }

  private static long all() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static long usedNow() {
    return HEAP.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  private static long used(Map<String, MemoryUsage> pools) {
    return HEAP.stream().mapToLong(pool -> pools.get(pool.getName()).getUsed()).sum();
  }
}
