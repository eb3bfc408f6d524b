using System.Diagnostics;

namespace Tracker.Fire;

/// <summary>A process that is killed and restarted.</summary>
/// <param name="Times">The number of kills.</param>
/// <param name="KillAsync">Kills and restarts the process, and waits until it is ready.</param>
internal sealed record Victim(string Name, int Times, Func<int, Task> KillAsync);

/// <summary>Kills at random moments, which follow from the seed. Different victims may be down at the same time.</summary>
internal static class Kills
{
    /// <summary>Completes when every victim has been killed the given number of times and is ready again.</summary>
    public static Task RunAsync(IReadOnlyList<Victim> victims, TimeSpan within, int seed, Action<string> say)
    {
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        // Drawn before anything runs: the moments do not depend on the run.
        var plans = victims.Select(victim => (
            victim, Moments: Enumerable.Range(0, victim.Times).Select(_ => within * random.NextDouble()).Order().ToList())).ToList();
        return Task.WhenAll(plans.Select(plan => KillAsync(plan.victim, plan.Moments, clock, say)));
    }

    private static async Task KillAsync(Victim victim, List<TimeSpan> moments, Stopwatch clock, Action<string> say)
    {
        for (var kill = 0; kill < moments.Count; kill++)
        {
            var early = moments[kill] - clock.Elapsed;
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early);
            }

            var killed = clock.Elapsed;
            await victim.KillAsync(kill);
            say($"{killed.TotalSeconds,6:0.0} s  {victim.Name} killed, {kill + 1} of {moments.Count}; ready again after "
                + $"{(clock.Elapsed - killed).TotalSeconds:0.0} s");
        }
    }
}
