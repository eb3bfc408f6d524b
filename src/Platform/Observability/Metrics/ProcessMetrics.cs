using System.Diagnostics;

namespace Tracker.Platform.Observability.Metrics;

/// <summary>
/// Processor, memory, garbage collection and thread pool of the process. The services of one process report the same values.
/// </summary>
public static class ProcessMetrics
{
    private static readonly string[] Generations = ["0", "1", "2"];

    public static void Register(MetricsRegistry registry)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;

        registry.Counter("process_cpu_seconds_total", "Processor time used.", static () => Environment.CpuUsage.TotalTime.TotalSeconds);
        registry.Gauge("process_resident_memory_bytes", "Memory the process holds.", static () => Environment.WorkingSet);
        registry.Gauge("process_start_time_seconds", "When the process started, in seconds since 1970.", () => started);
        registry.Measured(
            "dotnet_gc_collections_total",
            "Garbage collections.",
            "counter",
            "generation",
            Generations.Select((name, generation) => (name, (Func<double>)(() => GC.CollectionCount(generation)))));
        registry.Counter(
            "dotnet_gc_pause_seconds_total",
            "Time all threads stood still for garbage collection.",
            static () => GC.GetTotalPauseDuration().TotalSeconds);
        registry.Counter(
            "dotnet_gc_allocated_bytes_total",
            "Memory allocated from the managed heap.",
            static () => GC.GetTotalAllocatedBytes());
        registry.Gauge("dotnet_gc_heap_bytes", "Size of the managed heap.", static () => GC.GetTotalMemory(forceFullCollection: false));
        registry.Gauge("dotnet_thread_pool_threads", "Threads of the pool.", static () => ThreadPool.ThreadCount);
        registry.Gauge("dotnet_thread_pool_queue_length", "Work that waits for a thread.", static () => ThreadPool.PendingWorkItemCount);
        registry.Counter(
            "dotnet_thread_pool_completed_items_total",
            "Work done by the pool.",
            static () => ThreadPool.CompletedWorkItemCount);
    }
}
