using Tracker.Modules.Tasks;
using Tracker.Platform.Primitives;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>The lists that people ask for most.</summary>
internal static class EverydayLists
{
    public static readonly TaskSort Due = new(TaskSortField.DueDate, SortDirection.Ascending);
    private static readonly TaskSort Priority = new(TaskSortField.Priority, SortDirection.Descending);

    public static TheoryData<string> Names =>
    [
        "newest", "page 2", "page 50", "mine by due date", "mine by priority", "mine, newest", "a status by due date",
        "a column of a board", "a common tag", "a common tag by due date", "a common tag, newest", "a common tag by title",
        "a common tag, latest due first", "a rare tag", "overdue", "mine, overdue", "a month", "a search",
    ];

    public static (TaskFilter Filter, TaskSort[] Sorts, PageRequest Page) Find(string name, TaskPolicy policy, Guid owner)
    {
        var statuses = policy.Statuses.Words;
        var open = new TaskFilter { Statuses = [statuses[0], statuses[1], statuses[2]] };
        var mine = open with { OwnerId = owner };
        var home = new TaskFilter { Tags = ["home"] };
        var now = new DateTime(2026, 2, 10, 15, 30, 0, DateTimeKind.Utc);
        var first = new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
        var month = new TaskFilter { DueFrom = first, DueTo = first.AddMonths(1).AddMilliseconds(-1) };
        return name switch
        {
            "newest" => (TaskFilter.None, [], new(0, 20)),
            "page 2" => (TaskFilter.None, [], PageRequest.OfPage(2, 20)),
            "page 50" => (TaskFilter.None, [], PageRequest.OfPage(50, 20)),
            "mine by due date" => (mine, [Due], new(0, 20)),
            "mine by priority" => (mine with { Statuses = [statuses[0], statuses[1]] }, [Priority, Due], new(0, 20)),
            "mine, newest" => (mine, [], new(0, 20)),
            "a status by due date" => (new() { Statuses = [statuses[1]] }, [Due], new(0, 20)),
            "a column of a board" => (new() { Statuses = [statuses[3]] }, [Priority, Due], new(0, 50)),
            "a common tag" => (home, [Priority, Due], new(0, 20)),
            "a common tag by due date" => (home, [Due], new(0, 20)),
            "a common tag, newest" => (home, [], new(0, 20)),
            "a common tag by title" => (home, [new(TaskSortField.Title, SortDirection.Ascending)], new(0, 20)),
            "a common tag, latest due first" => (home, [Due with { Direction = SortDirection.Descending }], new(0, 20)),
            "a common tag, mine" => (mine with { Tags = home.Tags }, [Priority, Due], new(0, 20)),
            "a rare tag" => (new() { Tags = ["rare"] }, [Priority, Due], new(0, 20)),
            "overdue" => (open with { DueTo = now }, [Due], new(0, 20)),
            "mine, overdue" => (mine with { DueTo = now }, [Due], new(0, 20)),
            "a month" => (month, [Due], new(0, 100)),
            "a search" => (open with { Search = "sk 999 1" }, [], new(0, 20)),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
