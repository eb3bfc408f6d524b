using System.Security.Cryptography;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

/// <summary>The number of a parcel whose sender gave none.</summary>
internal static class TrackingNumber
{
    // Without 0, 1, I and O, which people confuse.
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 16;

    /// <summary>A random number of 80 bits, for example <c>TRK-7QK2M4XP9VHT3RBN</c>.</summary>
    public static string Create() => $"TRK-{RandomNumberGenerator.GetString(Alphabet, Length)}";
}
