namespace Tracker.Bench.Load.ShopFlow;

/// <summary>Raises the rate of orders until a target is missed.</summary>
internal sealed class HighestRate : IShopScenario
{
    private const double Target = 20_000;
    private const double Step = 5_000;
    private const double Max = 60_000;
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(15);

    public string Name => "limit";

    public async Task MeasureAsync(ShopFlowBench bench, Results results, CancellationToken ct)
    {
        var (last, time) = bench.Options.Quick ? (Step, TimeSpan.FromSeconds(1)) : (Max, StepTime);
        var held = 0.0;
        for (var rate = Step; rate <= last; rate += Step)
        {
            var found = await bench.TakeAsync(rate, time, ct);
            if (found.Misses.Count > 0)
            {
                results.Note($"limit: at {rate:N0} orders a minute {string.Join(", ", found.Misses)}.");
                break;
            }

            held = rate;
        }

        results.Limit("highest rate that met every target", $"{held:N0}/min", $">= {Target:N0}/min", held >= Target);
    }
}
