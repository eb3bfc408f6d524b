using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Tracker.Platform.Observability.Logging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Observability;

public sealed class LogOutputTests
{
    private const int Room = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_of_many_threads_all_arrive_complete()
    {
        using var log = new LogCapture();
        var logger = log.Logger();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                logger.LogInformation("{Thread}-{Number}", thread, i);
            }
        })));

        var lines = log.Lines().Select(line => line.GetProperty("message").GetString()!).ToList();
        lines.Count.ShouldBe(4000);
        lines.Distinct().Count().ShouldBe(4000);
        lines.Where(line => line.StartsWith("3-", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, 500).Select(i => $"3-{i}"));
    }

    [Fact]
    public async Task A_flush_completes_after_all_earlier_lines_are_written()
    {
        using var stream = new GatedStream();
        using var output = new LogOutput(stream, LogForm.Json, TimeProvider.System);
        using var container = Container(output);
        Logger(container).LogInformation("before");

        var flush = output.FlushAsync(Cancel);
        flush.IsCompleted.ShouldBeFalse();
        stream.Open();
        await flush.WaitAsync(Patience, Cancel);

        stream.Text.ShouldContain("before");
    }

    [Fact]
    public void Disposing_writes_the_remaining_lines()
    {
        using var stream = new MemoryStream();
        using (var output = new LogOutput(stream, LogForm.Json, TimeProvider.System))
        {
            using var container = Container(output);
            Logger(container).LogInformation("last words");
        }

        Encoding.UTF8.GetString(stream.ToArray()).ShouldContain("last words");
    }

    [Fact]
    public async Task A_full_buffer_drops_information_lines_and_keeps_warnings()
    {
        using var stream = new GatedStream();
        using var output = new LogOutput(stream, LogForm.Json, TimeProvider.System);
        using var container = Container(output);
        var logger = Logger(container);
        var text = new string('x', 10_000);

        for (var i = 0; i < 1000; i++)
        {
            logger.LogInformation("{Text}", text);
        }

        logger.LogWarning("trouble");
        stream.Open();
        await output.FlushAsync(Cancel).WaitAsync(Patience, Cancel);

        stream.Text.Length.ShouldBeLessThan(9_000_000);
        stream.Text.ShouldContain("trouble");
        stream.Text.ShouldMatch("[0-9]+ log lines were dropped");
    }

    [Fact]
    public async Task A_warning_waits_for_space_in_the_buffer()
    {
        using var stream = new GatedStream();
        using var output = new LogOutput(stream, LogForm.Json, TimeProvider.System, roomPatience: TimeSpan.FromMinutes(5));
        using var container = Container(output);
        var (logger, text, logged) = (Logger(container), new string('x', 10_000), 0);
        logger.LogWarning("w{Number:000} {Text}", 999, text);
        var fit = Room / await stream.Blocked.WaitAsync(Patience, Cancel);
        var caller = Task.Run(
            () =>
            {
                for (; logged < 500; Interlocked.Increment(ref logged))
                {
                    logger.LogWarning("w{Number:000} {Text}", logged, text);
                }
            },
            Cancel);

        await Soon.BecomesTrue(() => Volatile.Read(ref logged) >= fit);
        logged.ShouldBe(fit);
        stream.Open();
        await caller.WaitAsync(Patience, Cancel);
        await output.FlushAsync(Cancel).WaitAsync(Patience, Cancel);
        stream.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Count(line => line.Contains("\"w", StringComparison.Ordinal)).ShouldBe(501);
    }

    [Fact]
    public async Task A_blocked_reader_delays_only_one_warning()
    {
        using var stream = new GatedStream();
        using var output = new LogOutput(stream, LogForm.Json, TimeProvider.System);
        using var container = Container(output);
        var logger = Logger(container);
        var text = new string('x', 10_000);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        for (var i = 0; i < 500; i++)
        {
            logger.LogWarning("{Text}", text);
        }

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.9), Patience);
        stream.Open();
        await output.FlushAsync(Cancel).WaitAsync(Patience, Cancel);
        stream.Text.ShouldMatch("[0-9]+ log lines were dropped");
    }

    [Fact]
    public async Task A_broken_stream_never_reaches_the_caller()
    {
        using var stream = new BrokenStream();
        using var output = new LogOutput(stream, LogForm.Json, TimeProvider.System);
        using var container = Container(output);

        Logger(container).LogInformation("into the void");
        await output.FlushAsync(Cancel).WaitAsync(Patience, Cancel);
        Logger(container).LogInformation("again");

        await output.FlushAsync(Cancel).WaitAsync(Patience, Cancel);
        stream.Attempts.ShouldBeGreaterThanOrEqualTo(2);
    }

    private static ServiceProvider Container(LogOutput output) =>
        new ServiceCollection().AddTrackerLogging("api", output, LogLevel.Information).BuildServiceProvider();

    private static ILogger Logger(ServiceProvider container) => container.GetRequiredService<ILoggerFactory>().CreateLogger("Tracker");

    private sealed class GatedStream : MemoryStream
    {
        private readonly ManualResetEventSlim gate = new();
        private readonly TaskCompletionSource<int> blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The number of bytes of the first write, available as soon as that write blocks.</summary>
        public Task<int> Blocked => blocked.Task;

        public string Text => Encoding.UTF8.GetString(ToArray());

        public void Open() => gate.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            blocked.TrySetResult(buffer.Length);
            gate.Wait(TimeSpan.FromMinutes(5));
            base.Write(buffer);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        private int attempts;

        public int Attempts => attempts;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Interlocked.Increment(ref attempts);
            throw new IOException("broken pipe");
        }
    }
}
