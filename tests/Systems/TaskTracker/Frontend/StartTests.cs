using Shouldly;
using Tracker.Platform.Settings;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Frontend;

public sealed class StartTests
{
    [Fact]
    public async Task Without_a_built_front_end_the_service_refuses_to_start()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), "tracker-test-no-site");
        var start = () => TestService.StartAsync(TaskTrackerSystem.Definition, "frontend", new Dictionary<string, string>
        {
            ["FRONTEND_FOLDER"] = nowhere,
        });

        (await start.ShouldThrowAsync<SettingsException>()).Problems.Order().ShouldBe(
        [
            "API_URL is not set (the service's address, or several with commas between them)",
            $"FRONTEND_FOLDER: there is no built front end in {nowhere}",
        ]);
    }
}
