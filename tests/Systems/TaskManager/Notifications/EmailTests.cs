using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskManager.Notifications;

public sealed class EmailTests
{
    [Fact]
    public async Task The_owner_gets_an_email_when_they_are_enabled()
    {
        await using var desk = await Desk.StartAsync(("ENABLE_EMAIL_NOTIFICATIONS", "true"));
        var user = await desk.UserAsync();

        await user.TaskAsync("""{"title": "Water & feed"}""");

        var folder = Path.Combine(desk.DataFolder, "mail");
        await Soon.BecomesTrue(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.eml").Length == 1);
        var text = await File.ReadAllTextAsync(Directory.GetFiles(folder).Single());
        text.ShouldContain("Subject: Task created: Water & feed");
        text.ShouldContain($"To: {user.Email}");
    }

    [Fact]
    public async Task Nobody_gets_an_email_by_default()
    {
        await using var desk = await Desk.StartAsync();
        var user = await desk.UserAsync();

        var id = await user.TaskAsync();

        await Soon.BecomesTrue(() => desk.LinesOf(id).Length == 1);
        Directory.Exists(Path.Combine(desk.DataFolder, "mail")).ShouldBeFalse();
    }
}
