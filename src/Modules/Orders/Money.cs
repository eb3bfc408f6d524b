namespace Tracker.Modules.Orders;

/// <summary>Amounts as stored and returned: exact decimals with two places, which fit <c>DECIMAL(10, 2)</c>.</summary>
public static class Money
{
    /// <summary>The max amount (document 003 §3.2).</summary>
    public const decimal Max = 99_999_999.99m;

    /// <summary>The number of decimal places.</summary>
    public const int Decimals = 2;

    /// <summary>Adds missing decimal places: 50 becomes 50.00.</summary>
    internal static decimal WithBothPlaces(decimal amount) => decimal.Round(amount, Decimals) == amount
        ? decimal.Round(amount, Decimals) + 0.00m
        : throw new ArgumentException("an amount has two decimal places", nameof(amount));
}
