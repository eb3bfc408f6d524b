namespace Tracker.Fire;

/// <summary>The program itself, which is built beside this one.</summary>
internal static class HostProgram
{
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "Tracker.Host.dll");
}
