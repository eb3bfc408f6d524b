using System.Text;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Systems.TaskManager.Notifications;

namespace Tracker.Tests.Systems.TaskManager.Notifications;

public sealed class TaskCreatedMessageTests
{
    private const string Id = "0199a3c4-0000-7000-8000-000000000001";
    private const string Data =
        """{"task_id": 7, "title": "a", "description": null, "status": "Pending", "user_id": 3, "user_email": "a@example.com"}""";

    [Fact]
    public void The_documented_body_is_read()
    {
        var read = Read(Body(), out var fault).ShouldNotBeNull();

        fault.ShouldBeNull();
        read.ShouldBe(new TaskCreatedMessage(
            Guid.Parse(Id), 7, "a", 3, "a@example.com", new DateTime(2025, 9, 29, 10, 0, 0, DateTimeKind.Utc)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"\\ud800\"")]
    public void A_body_that_is_no_event_is_refused(string body) => Read(body, out _).ShouldBeNull();

    [Theory]
    [InlineData("\"event_type\": \"task_created\"", "\"event_type\": \"task_deleted\"")]
    [InlineData(Id, "0199a3c4-0000-7000-8000-000000000002")]
    [InlineData(Id, "1")]
    [InlineData("2025-09-29T10:00:00", "yesterday")]
    [InlineData("\"task_id\": 7", "\"task_id\": 7.5")]
    [InlineData("\"task_id\": 7", "\"task_id\": \"7\"")]
    [InlineData("\"user_id\": 3", "\"user_id\": null")]
    [InlineData("\"title\": \"a\"", "\"title\": 1")]
    [InlineData("\"title\": \"a\"", "\"title\": \"\\u0000\"")]
    [InlineData("\"title\": \"a\"", "\"title\": \"\\ud800\"")]
    [InlineData("\"title\": \"a\"", "\"title\": \"a\", \"description\": \"\\ud800\"")]
    public void A_wrong_member_is_refused(string right, string wrong)
    {
        Read(Body().Replace(right, wrong, StringComparison.Ordinal), out var fault).ShouldBeNull();

        fault.ShouldNotBeNullOrEmpty();
    }

    private static string Body() =>
        $$"""{"event_id": "{{Id}}", "event_type": "task_created", "timestamp": "2025-09-29T10:00:00", "data": {{Data}}}""";

    private static TaskCreatedMessage? Read(string body, out string? fault) =>
        TaskCreatedMessage.Read(new InboundMessage(Guid.Parse(Id), "task.created", Encoding.UTF8.GetBytes(body), 1), out fault);
}
