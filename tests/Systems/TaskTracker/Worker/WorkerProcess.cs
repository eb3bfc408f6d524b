using System.Globalization;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Worker;

/// <summary>The <c>worker</c> of task-tracker beside an <c>api</c> on the same database.</summary>
internal static class WorkerProcess
{
    public static Task<TestService> StartWorkerAsync(
        this Api api, int intervalSeconds = 3600, params (string Name, string Value)[] settings)
    {
        var variables = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        variables["DATABASE_URL"] = api.DatabaseUrl;
        variables["REMINDER_INTERVAL_SECONDS"] = intervalSeconds.ToString(CultureInfo.InvariantCulture);
        return TestService.StartAsync(TaskTrackerSystem.Definition, "worker", variables);
    }

    /// <summary>One metric of a service's <c>/metrics</c>.</summary>
    public static async Task<double> MetricAsync(this TestService service, string name)
    {
        var page = await service.Http.GetStringAsync("/metrics");
        var line = page.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>A due date some hours from now, in the format of a client.</summary>
    public static string InHours(double hours) => DateTime.UtcNow.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
