using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Tracker.Platform.Observability.Logging;

namespace Tracker.Tests.Platform.Observability;

public sealed class LogOutputTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_of_many_threads_arrive_whole_and_all()
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
    public async Task A_flush_completes_when_the_lines_before_it_are_written()
    {
        using var stream = new GatedStream();
        using var output = new LogOutput(stream, LogForm.Json, TimeProvider.System);
        using var container = Container(output);
        Logger(container).LogInformation("before");

        var flush = output.FlushAsync(Cancel);
        flush.IsCompleted.ShouldBeFalse();
        stream.Open();
        await flush.WaitAsync(TimeSpan.FromSeconds(5), Cancel);

        stream.Text.ShouldContain("before");
    }

    [Fact]
    public void Ending_writes_what_is_left()
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
    public async Task When_nobody_reads_small_talk_is_dropped_warnings_are_kept_and_the_loss_is_told()
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
        await output.FlushAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);

        stream.Text.Length.ShouldBeLessThan(9_000_000);
        stream.Text.ShouldContain("trouble");
        stream.Text.ShouldMatch("[0-9]+ log lines were dropped");
    }

    [Fact]
    public async Task A_warning_waits_for_room()
    {
        using var stream = new GatedStream();
        using var output = new LogOutput(stream, LogForm.Json, TimeProvider.System);
        using var container = Container(output);
        var logger = Logger(container);
        var text = new string('x', 10_000);
        var logged = 0;
        var caller = Task.Factory.StartNew(
            () =>
            {
                for (; logged < 500; Interlocked.Increment(ref logged))
                {
                    logger.LogWarning("w{Number} {Text}", logged, text);
                }
            },
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        await StandsStillAsync(() => Volatile.Read(ref logged));
        logged.ShouldBeInRange(150, 499);
        stream.Open();
        await caller.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        await output.FlushAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        var lines = stream.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(500);
        lines[^1].ShouldContain("\"w499 ");
    }

    [Fact]
    public async Task A_reader_that_never_returns_is_waited_for_once()
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

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
        stream.Open();
        await output.FlushAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        stream.Text.ShouldMatch("[0-9]+ log lines were dropped");
    }

    [Fact]
    public async Task A_broken_stream_never_reaches_the_caller()
    {
        using var stream = new BrokenStream();
        using var output = new LogOutput(stream, LogForm.Json, TimeProvider.System);
        using var container = Container(output);

        Logger(container).LogInformation("into the void");
        await output.FlushAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        Logger(container).LogInformation("again");

        await output.FlushAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);
        stream.Attempts.ShouldBeGreaterThanOrEqualTo(2);
    }

    private static async Task StandsStillAsync(Func<int> count)
    {
        for (var (before, now) = (-1, count()); now == 0 || before != now; (before, now) = (now, count()))
        {
            await Task.Delay(50, Cancel);
        }
    }

    private static ServiceProvider Container(LogOutput output) =>
        new ServiceCollection().AddTrackerLogging("api", output, LogLevel.Information).BuildServiceProvider();

    private static ILogger Logger(ServiceProvider container) => container.GetRequiredService<ILoggerFactory>().CreateLogger("Tracker");

    private sealed class GatedStream : MemoryStream
    {
        private readonly ManualResetEventSlim gate = new();

        public string Text => Encoding.UTF8.GetString(ToArray());

        public void Open() => gate.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            gate.Wait(TimeSpan.FromSeconds(60));
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
