namespace Tracker.Bench.Load.ShopFlow;

/// <summary>One or more rows of the table.</summary>
internal interface IShopScenario
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    Task MeasureAsync(ShopFlowBench bench, Results results, CancellationToken ct);
}
