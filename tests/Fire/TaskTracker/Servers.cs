using System.Globalization;
using Tracker.Tests.TestKit;

namespace Tracker.Fire.TaskTracker;

/// <summary>The servers that are killed, and the floor they are compared with.</summary>
internal static class Servers
{
    /// <summary>The <c>api</c> of task-tracker, started like in a container.</summary>
    public static KillableServer Api(string databaseUrl, string dataFolder) => Serve("api", "/health/ready", new()
    {
        ["DATABASE_URL"] = databaseUrl,
        ["JWT_SECRET_KEY"] = "a-signing-secret-under-fire-0123456789",
        ["TRACKER_DATA"] = dataFolder,
        ["PASSWORD_HASH_COST"] = "4",
        ["RATE_LIMIT_PER_MINUTE"] = "0",
    });

    /// <summary>The <c>worker</c> of task-tracker.</summary>
    public static KillableServer Worker(string databaseUrl) => Serve("worker", "/health/live", new()
    {
        ["DATABASE_URL"] = databaseUrl,
        ["REMINDER_INTERVAL_SECONDS"] = "1",
        ["LOG_LEVEL"] = "error",
        ["TRACKER_DATA"] = Path.GetTempPath(),
    });

    public static KillableServer Floor(string folder)
    {
        var port = Port();
        return KillableServer.Start(
            Path.Combine(AppContext.BaseDirectory, "Tracker.Fire.dll"),
            ["floor", folder, port],
            new Dictionary<string, string>(),
            Url(port, "/"));
    }

    private static KillableServer Serve(string service, string probe, Dictionary<string, string> variables)
    {
        (variables["HOST"], variables["PORT"]) = ("127.0.0.1", Port());
        return KillableServer.Start(HostProgram.Assembly, ["serve", $"task-tracker/{service}"], variables, Url(variables["PORT"], probe));
    }

    private static string Port() => FreePort.Take().ToString(CultureInfo.InvariantCulture);

    private static Uri Url(string port, string path) => new($"http://127.0.0.1:{port}{path}");
}
