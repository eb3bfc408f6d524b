namespace Tracker.Tests.Architecture.Circle.One
{
    internal sealed class First(Two.Second? second)
    {
        public Two.Second? Second => second;
    }
}

namespace Tracker.Tests.Architecture.Circle.Two
{
    internal sealed class Second(One.First first)
    {
        public One.First First => first;
    }
}
