using Shouldly;
using Tracker.Platform.Background;

namespace Tracker.Tests.Platform.Background;

public sealed class StepLoopTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly LeapingClock clock = new();
    private readonly List<string> log = [];

    [Fact]
    public async Task An_idle_loop_waits_an_interval()
    {
        await RunAsync(new Pace(Interval), Step(StepResult.Idle, takes: 3), Step(StepResult.Idle));

        clock.Waits.ShouldBe([Interval, Interval]);
    }

    [Fact]
    public async Task An_interval_from_the_beginning_counts_what_the_round_took()
    {
        var pace = new Pace(Interval) { FromBeginning = true };

        await RunAsync(
            pace,
            Step(StepResult.More, takes: 1), Step(StepResult.Idle, takes: 2), Step(StepResult.Idle, takes: 12), Step(StepResult.Idle));

        clock.Waits.ShouldBe([TimeSpan.FromSeconds(7), Interval]);
    }

    [Fact]
    public async Task A_failure_waits_longer_each_time_until_a_step_succeeds()
    {
        var pace = new Pace(Interval) { Retry = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)) };

        await RunAsync(pace, Step(StepResult.Away), Failure(), Step(StepResult.Away), Step(StepResult.More), Step(StepResult.Away));

        clock.Waits.Select(wait => wait.TotalSeconds).ShouldBe([1, 2, 3, 1]);
    }

    [Fact]
    public async Task A_failure_without_delays_of_its_own_waits_an_interval()
    {
        await RunAsync(new Pace(Interval), Failure());

        clock.Waits.ShouldBe([Interval]);
    }

    [Fact]
    public async Task A_loop_logs_the_first_failure_and_its_end()
    {
        var first = new LoopLog(e => log.Add(e.Message), () => log.Add("recovered"));

        await RunAsync(new Pace(Interval), first, Failure(), Failure(), Step(StepResult.Idle), Step(StepResult.Idle), Failure());

        log.ShouldBe(["broken", "recovered", "broken"]);
    }

    [Fact]
    public async Task A_loop_that_logs_no_recovery_logs_each_failure()
    {
        await RunAsync(new Pace(Interval), Failure(), Failure(), Step(StepResult.Idle));

        log.ShouldBe(["broken", "broken"]);
    }

    [Fact]
    public async Task A_first_step_before_the_start_holds_up_the_start()
    {
        var go = new TaskCompletionSource<StepResult>();
        using var loop = New(new Pace(TimeSpan.FromHours(1)) { StepsBeforeStart = true }, _ => go.Task, EachFailure);

        var starting = loop.StartAsync(CancellationToken.None);

        starting.IsCompleted.ShouldBeFalse();
        go.SetResult(StepResult.Idle);
        await starting;
        await loop.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_stop_cancels_the_step_in_hand()
    {
        var begun = new TaskCompletionSource();
        using var loop = New(new Pace(Interval), ct => HangAsync(begun, ct), EachFailure);
        await loop.StartAsync(CancellationToken.None);
        await begun.Task;

        await loop.StopAsync(CancellationToken.None);

        loop.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
        log.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_waits_for_the_step_within_the_drain_time()
    {
        var (begun, go, finished) = (new TaskCompletionSource(), new TaskCompletionSource(), false);
        using var loop = New(new Pace(Interval) { DrainTime = TimeSpan.FromMinutes(1) }, StepAsync, EachFailure);
        await loop.StartAsync(CancellationToken.None);
        await begun.Task;

        var stopping = loop.StopAsync(CancellationToken.None);
        go.SetResult();
        await stopping;

        finished.ShouldBeTrue();

        async Task<StepResult> StepAsync(CancellationToken ct)
        {
            begun.SetResult();
            await go.Task.WaitAsync(ct);
            finished = true;
            return StepResult.Idle;
        }
    }

    [Fact]
    public async Task A_wakeup_ends_the_wait_of_an_idle_loop()
    {
        using var wakeup = new Wakeup();
        using var steps = new SemaphoreSlim(0);
        using var loop = New(new Pace(TimeSpan.FromHours(1)) { Wakeup = wakeup }, CountAsync, EachFailure);
        await loop.StartAsync(CancellationToken.None);
        await steps.WaitAsync();

        wakeup.Set();

        (await steps.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        await loop.StopAsync(CancellationToken.None);

        Task<StepResult> CountAsync(CancellationToken ct)
        {
            steps.Release();
            return Task.FromResult(StepResult.Idle);
        }
    }

    private LoopLog EachFailure => new(e => log.Add(e.Message));

    private static async Task<StepResult> HangAsync(TaskCompletionSource begun, CancellationToken ct)
    {
        begun.TrySetResult();
        await Task.Delay(Timeout.Infinite, ct);
        return StepResult.Idle;
    }

    private static Func<StepResult> Failure() => () => throw new InvalidOperationException("broken");

    private Func<StepResult> Step(StepResult result, double takes = 0) => () =>
    {
        clock.Advance(TimeSpan.FromSeconds(takes));
        return result;
    };

    private StepLoop New(Pace pace, Func<CancellationToken, Task<StepResult>> step, LoopLog failures) => new(step, pace, failures, clock);

    private Task RunAsync(Pace pace, params Func<StepResult>[] steps) => RunAsync(pace, EachFailure, steps);

    /// <summary>Runs all steps and the waits after them.</summary>
    private async Task RunAsync(Pace pace, LoopLog failures, params Func<StepResult>[] steps)
    {
        var (left, done) = (new Queue<Func<StepResult>>(steps), new TaskCompletionSource());
        using var loop = New(pace, ct => left.TryDequeue(out var step) ? Task.FromResult(step()) : HangAsync(done, ct), failures);
        await loop.StartAsync(CancellationToken.None);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await loop.StopAsync(CancellationToken.None);
    }

    /// <summary>Waits end at once, and the time is as if they had not.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private long now;

        public List<TimeSpan> Waits { get; } = [];

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => Interlocked.Add(ref now, by.Ticks);

        public override long GetTimestamp() => Interlocked.Read(ref now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            Advance(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
